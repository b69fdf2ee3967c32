import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { filmFrames, frameRateOf } from '#domain/film/frame-budget.ts';
import { Client } from './client.ts';
import { eventually } from './eventually.ts';
import { decodeWhole, inspectFilm } from './film-file.ts';
import { FilmProject } from './film-project.ts';
import { type KillableStack, startKillableStack } from './killable-stack.ts';
import { Providers } from './providers.ts';
import { makeSong } from './song-file.ts';
import { makeTestFolder, removeTestFolder } from './test-folder.ts';

/** Slow enough that a kill meets predictions in every state: not asked for, running, done and not heard of. */
const OPTIONS = {
  latency: { image: { meanMs: 1200, jitterMs: 900 }, video: { meanMs: 1200, jitterMs: 900 } },
} as const;
const SCENES = 6;

let folder: string;
let stack: KillableStack | undefined;

beforeAll(async () => {
  folder = await makeTestFolder();
});

afterAll(async () => {
  await stack?.stop();
  await removeTestFolder(folder);
});

test('a stack that is killed as a whole while images and clips are made finishes the run by itself, and pays nothing twice', async () => {
  const stateDir = join(folder, 'state');
  stack = await startKillableStack(stateDir, OPTIONS);
  const providers = new Providers(stack.simulatorUrl);
  const project = await FilmProject.create(new Client(stack.apiUrl, stack.apiKey), { sceneCount: SCENES });
  await project.uploadAndWait(await makeSong(folder, 'song.mp3', 9.5));
  for (const model of ['flux', 'seedance']) {
    const match = { model, kind: 'create' } as const;
    await providers.misbehave(
      // One is accepted and its answer never heard, one is still on its way when everything is killed.
      { service: 'replicate', match, fault: 'hang-after-accept' },
      { service: 'replicate', match, fault: { type: 'slow', delayMs: 5_000 } },
    );
  }
  // No webhook of an image comes: what goes on after the first kill, the project's own alarm has brought about.
  await providers.misbehave({
    service: 'replicate',
    match: { kind: 'webhook', model: 'flux' },
    fault: 'webhook-dropped',
    times: null,
  });
  const { jobs } = await project.run();

  for (const [kind, met] of [
    ['image', SCENES - 1],
    ['video', 3],
  ] as const) {
    await eventually(
      `${met} ${kind} predictions are paid for`,
      async () => ((await providers.predictions(project.id, kind)).length >= met ? true : null),
      { everyMs: 20, seen: async () => JSON.stringify(await project.standing(jobs)) },
    );
    await stack.kill();
    stack = undefined;
    stack = await startKillableStack(stateDir, OPTIONS);
  }

  // Nobody asks the API anything meanwhile.
  await eventually(
    'all clips are made',
    async () => {
      const clips = await providers.predictions(project.id, 'video');
      return clips.length >= SCENES && clips.every(({ status }) => status === 'succeeded') ? clips : null;
    },
    { seen: async () => JSON.stringify(await project.standing(jobs)) },
  );
  const outcome = await project.ended(jobs);
  expect(outcome.statuses).toEqual({
    transcribe: 'succeeded',
    analyze_scenes: 'succeeded',
    generate_prompts: 'succeeded',
    generate_images: 'succeeded',
    generate_clips: 'succeeded',
    assemble_video: 'succeeded',
  });

  for (const kind of ['image', 'video'] as const) {
    const paid = await providers.predictions(project.id, kind);
    expect(paid.length, `${kind} predictions`).toBe(SCENES);
    const tasks = new Set(paid.map(({ webhookQuery }) => webhookQuery?.task));
    expect(tasks.size, `tasks that paid for a ${kind}`).toBe(SCENES);
  }
  const view = await project.view();
  expect(view).toMatchObject({ status: 'succeeded', budget: { reservedUsd: 0 } });

  const [film] = await project.list('videos');
  const { durationSeconds } = film ?? { durationSeconds: 0 };
  const file = join(folder, 'film.mp4');
  await writeFile(file, (await project.client.download(`${project.path}/videos/${film?.id}/download`)).bytes);
  const facts = await inspectFilm(file);
  expect(facts).toMatchObject({ videoCodec: 'h264', frames: filmFrames(durationSeconds, frameRateOf(24)) });
  await decodeWhole(file);
}, 180_000);
