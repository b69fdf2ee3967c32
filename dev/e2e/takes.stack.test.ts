import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import {
  ClipView,
  FilmView,
  ImageView,
  JobView,
  PromptView,
  SceneApprovalView,
} from '#contracts/views/views.ts';
import { type BorrowedStack, borrowTestStack } from './borrow-stack.ts';
import { decodeWhole, distinctFrames, inspectFilm } from './film-file.ts';
import { FilmProject } from './film-project.ts';
import { readSnapshot } from './live.ts';
import { viewsInPostgres, viewsInSnapshot } from './recorded.ts';
import { makeSong } from './song-file.ts';

const Results = z.object({
  results: z.array(z.object({ ok: z.boolean(), problem: z.object({ code: z.string() }).nullable() })),
});
const Approvals = z.object({
  items: z.array(z.object({ id: z.string() })),
  scenes: z.array(SceneApprovalView),
});
const MODEL = 'black-forest-labs/flux-dev';

let house: BorrowedStack;
beforeAll(async () => {
  house = await borrowTestStack();
  return house.stop;
});

/** A project that waits for a person with two scenes and their prompts. */
async function storyboard(): Promise<FilmProject> {
  const project = await FilmProject.create(house.client, { approvals: 'manual' });
  await project.uploadAndWait(await makeSong(house.folder, 'song.mp3', 6.2));
  for (const stage of ['transcribe', 'analyze-scenes', 'generate-prompts'])
    expect((await project.ended([await project.start(stage)])).jobs[0]?.status).toBe('succeeded');
  return project;
}

async function judge(
  project: FilmProject,
  ...decisions: [takeId: string | undefined, decision: string][]
): Promise<string[]> {
  const body = { decisions: decisions.map(([takeId, decision]) => ({ takeId, decision })) };
  const { results } = await project.client.ask('PUT', `${project.path}/approvals`, Results, body);
  return results.map(({ ok, problem }) => (ok ? 'ok' : (problem?.code ?? '')));
}

test('a person chooses, has made anew, writes by hand, and gets a film with a stand-in', async () => {
  const project = await storyboard();
  const { client, path } = project;
  const [one, two] = await project.list('scenes');
  if (!one || !two) throw new Error('there are not two scenes');
  const images = async (query = '') => {
    const { items } = await client.ask(
      'GET',
      `${path}/images${query}`,
      z.object({ items: z.array(ImageView) }),
    );
    return items;
  };

  // Three candidates of each scene, and a choice.
  await project.ended([await project.start('generate-images', { candidates: 3 })]);
  const candidates = await images(`?sceneId=${one.id}&status=succeeded`);
  expect(candidates.map(({ candidate }) => candidate).sort()).toEqual([1, 2, 3]);
  expect(new Set(candidates.map(({ seed }) => seed)).size).toBe(3);
  for (const image of candidates) {
    expect(image).toMatchObject({ stale: false, promptVersion: 1, costUsd: 0.003 });
    expect([image.width, image.height, image.sizeBytes]).toEqual(Array(3).fill(expect.any(Number)));
  }
  expect(await images(`?sceneId=${one.id}&status=failed`)).toEqual([]);
  const chosen = candidates.find(({ candidate }) => candidate === 2)?.id;
  const [other] = await images(`?sceneId=${two.id}`);
  expect(await judge(project, [chosen, 'approved'], [other?.id, 'approved'], [chosen, 'rejected'])).toEqual([
    'ok',
    'ok',
    'take-named-twice',
  ]);
  const standing = await client.ask('GET', `${path}/approvals`, Approvals);
  expect(standing.items).toHaveLength(2);
  expect(standing.scenes).toMatchObject([
    {
      sceneId: one.id,
      image: { status: 'approved', takeId: chosen, undecided: 2 },
      clip: { status: 'none' },
    },
    { sceneId: two.id, image: { status: 'approved', takeId: other?.id, undecided: 2 } },
  ]);

  // One scene anew with another prompt, model and seed, while the other one is worked on as well.
  await house.providers.setLatency({ image: { meanMs: 4000, jitterMs: 0 } });
  const wish = { prompt: { parts: { subject: 'A red fox' } }, model: MODEL, seed: 4711 };
  const order = () =>
    client.send('POST', `${path}/scenes/${one.id}/images`, wish, { 'idempotency-key': 'fox' });
  const first = await order();
  expect(first.status).toBe(202);
  const job = JobView.parse(first.body);
  expect(first.headers.get('location')).toBe(`${path}/jobs/${job.id}`);
  expect(job.sceneIds).toEqual([one.id]);
  const beside = await client.ask('POST', `${path}/scenes/${two.id}/images`, JobView, {});
  expect(await client.refusal('POST', `${path}/scenes/${one.id}/images`)).toMatchObject({
    status: 409,
    code: 'stage-busy',
    sceneIds: [one.id],
  });
  expect((await order()).headers.get('idempotency-replayed')).toBe('true');
  await house.providers.setLatency({ image: { meanMs: 250, jitterMs: 100 } });
  await project.ended([job, beside]);
  const ofOne = await images(`?sceneId=${one.id}`);
  expect(ofOne.at(-1)).toMatchObject({
    model: MODEL,
    seed: 4711,
    promptVersion: 2,
    stale: false,
    costUsd: 0.025,
  });
  expect(ofOne.slice(0, 3).map(({ stale }) => stale)).toEqual([true, true, true]);
  expect(ofOne.find(({ selected }) => selected)?.id).toBe(chosen);
  expect((await images(`?sceneId=${two.id}`)).map(({ stale }) => stale)).toEqual([
    false,
    false,
    false,
    false,
  ]);
  expect(await house.providers.predictions(project.id, 'image')).toHaveLength(8);

  // An older version again: what was made from it fits again.
  const prompts = (await project.list('prompts')).filter(({ sceneId }) => sceneId === one.id);
  expect(prompts.map(({ version, origin, current }) => [version, origin, current])).toEqual([
    [1, 'model', false],
    [2, 'user', true],
  ]);
  const back = { promptId: prompts[0]?.id };
  const current = await client.ask('PUT', `${path}/scenes/${one.id}/prompt`, PromptView, back);
  expect(current).toMatchObject({ version: 1, current: true });
  expect((await images(`?sceneId=${one.id}`)).map(({ stale }) => stale)).toEqual([false, false, false, true]);

  // Two clips of the second scene; the first scene keeps its still.
  const clips = await client.ask('POST', `${path}/scenes/${two.id}/clips`, JobView, {
    candidates: 2,
    seed: 5,
  });
  await project.ended([clips]);
  const made = await client.ask(
    'GET',
    `${path}/clips?sceneId=${two.id}`,
    z.object({ items: z.array(ClipView) }),
  );
  expect(made.items.map(({ seed }) => seed).sort()).toEqual([5, 6]);
  for (const clip of made.items)
    expect(clip).toMatchObject({ segment: 'ready', width: expect.any(Number), height: expect.any(Number) });
  expect(await judge(project, [made.items[1]?.id, 'approved'])).toEqual(['ok']);

  const refused = await client.refusal('POST', `${path}/assemble-video`);
  expect(refused).toMatchObject({ code: 'clips-not-ready', sceneIds: [one.id] });
  await project.ended([await project.start('assemble-video', { missing: 'still-motion' })]);
  const [{ id: filmId } = { id: '' }] = await project.list('videos');
  const film = await client.ask('GET', `${path}/videos/${filmId}`, FilmView);
  expect(film.failure).toBeNull();
  expect(film).toMatchObject({
    status: 'succeeded',
    hasPoster: true,
    qc: { passed: true },
    degraded: [{ sceneId: one.id, standIn: 'still-motion', reason: 'The scene has no clip.' }],
    segments: [
      { sceneId: one.id, takeKind: 'image', takeId: chosen, frames: one.endFrame },
      { sceneId: two.id, takeKind: 'clip', takeId: made.items[1]?.id },
    ],
  });
  const file = join(house.folder, 'film.mp4');
  await writeFile(file, (await client.download(`${path}/videos/${filmId}/download`)).bytes);
  expect(await inspectFilm(file)).toMatchObject({ frames: two.endFrame, width: 854, height: 480 });
  await decodeWhole(file);
  expect(await distinctFrames(file, 0, one.endFrame)).toBe(one.endFrame);

  const truth = viewsInSnapshot(await readSnapshot(project));
  await expect
    .poll(() => viewsInPostgres(house.database, project.id), { timeout: 15_000, interval: 200 })
    .toEqual(truth);
});

test.for([
  ['images', { model: 'bytedance/seedance-1-pro' }, 422, 'model-unknown'],
  ['images', { candidates: 5 }, 422, 'invalid-request'],
  ['images', { prompt: {} }, 422, 'invalid-request'],
  ['images', { prompt: { text: 'A fox', parts: { light: 'neon' } } }, 422, 'invalid-request'],
  ['clips', { model: 'kwaivgi/kling-v2.1', seed: 3 }, 422, 'seed-not-taken'],
  ['clips', { durationSeconds: 1 }, 422, 'clip-length-unfit'],
  ['clips', {}, 409, 'images-not-approved'],
] as const)('%s as %o are refused with %i %s', async ([path, wish, status, code], { expect }) => {
  shared ??= storyboard();
  const project = await shared;
  const [scene] = await project.list('scenes');
  const refusal = await project.client.refusal('POST', `${project.path}/scenes/${scene?.id}/${path}`, wish);
  expect(refusal).toMatchObject({ status, code });
  if (code === 'model-unknown') expect(refusal.detail).toContain(MODEL);
  expect(await project.list('images')).toEqual([]);
});
let shared: Promise<FilmProject> | undefined;
