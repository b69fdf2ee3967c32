import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { MediaHealth } from '#contracts/media.ts';
import { Client } from './client.ts';
import { eventually } from './eventually.ts';
import { decodeWhole, inspectFilm } from './film-file.ts';
import { FilmProject, type Outcome } from './film-project.ts';
import { readSnapshot } from './live.ts';
import { viewsInPostgres, viewsInSnapshot } from './recorded.ts';
import { makeSong, type SongFile } from './song-file.ts';
import { startTestStack, type TestStack } from './test-stack.ts';

let house: TestStack;
let song: SongFile;
beforeAll(async () => {
  house = await startTestStack();
  song = await makeSong(house.folder, 'song.mp3', 9.1);
  return house.stop;
});

async function expectFilm(project: FilmProject, outcome: Outcome): Promise<void> {
  expect(new Set(Object.values(outcome.statuses))).toEqual(new Set(['succeeded']));
  const [film, another] = await project.list('videos');
  expect(another).toBeUndefined();
  expect(film).toMatchObject({ status: 'succeeded', qc: { passed: true }, degraded: [] });
  const file = join(house.folder, `${project.id}.mp4`);
  await writeFile(file, (await project.client.download(`${project.path}/videos/${film?.id}/download`)).bytes);
  expect((await inspectFilm(file)).frames).toBe(film?.frames);
  await decodeWhole(file);
}

/** Longer than a key is trusted without asking, and than several attempts to record. In milliseconds. */
const OUTAGE_MS = 10_000;

test('while the database is down a film is made for a known key, and the database catches up afterwards', async () => {
  const project = await FilmProject.create(house.client, { sceneCount: 3 });
  const faults = `${house.stack.postgresUrl}/control/faults`;
  await fetch(faults, { method: 'POST', body: JSON.stringify({ mode: 'down' }) });
  const downSince = Date.now();
  try {
    const behind = await FilmProject.create(house.client, { title: 'Made in the dark' });
    await project.upload(song);
    await expectFilm(project, await project.runToEnd());
    await sleep(Math.max(0, OUTAGE_MS - (Date.now() - downSince)));

    expect((await behind.view()).title).toBe('Made in the dark');
    expect((await house.client.refusal('GET', '/api/projects')).code).toBe('database-unavailable');
    const stranger = new Client(house.client.url, 'omv_test_never_seen_before');
    expect((await stranger.refusal('GET', project.path)).code).toBe('database-unavailable');
  } finally {
    await fetch(faults, { method: 'DELETE' });
  }
  const truth = viewsInSnapshot(await readSnapshot(project));
  await expect
    .poll(() => viewsInPostgres(house.database, project.id), { timeout: 60_000, interval: 250 })
    .toEqual(truth);
  const Page = z.object({ items: z.array(z.object({ title: z.string(), status: z.string() })) });
  await expect
    .poll(async () => (await house.client.ask('GET', '/api/projects', Page)).items, { timeout: 60_000 })
    .toEqual([
      expect.objectContaining({ title: 'Made in the dark', status: 'draft' }),
      expect.objectContaining({ title: 'A film', status: 'succeeded' }),
    ]);
});

test('when the media service is killed while it conforms and while it assembles, the film is made all the same', async () => {
  const project = await FilmProject.create(house.client, { sceneCount: 4, resolution: '1080p' });
  await project.uploadAndWait(song);
  const { jobs } = await project.run();
  for (const work of ['conform-clip', 'assemble-film']) {
    await eventually(
      `the media service works at ${work}`,
      async () => {
        const [health, tasks] = await Promise.all([mediaHealth(), openTasks(project)]);
        return health.running > 0 && tasks.includes(work) ? true : null;
      },
      { everyMs: 20 },
    );
    await house.stack.restart('media');
  }
  const outcome = await project.ended(jobs);
  await expectFilm(project, outcome);
  const attempts = (await Promise.all(jobs.map(({ id }) => project.job(id)))).flatMap(({ tasks }) =>
    tasks.filter(({ work, attempt }) => work !== 'make-poster' && attempt > 1).map(({ work }) => work),
  );
  expect(new Set(attempts), 'works that were begun anew').toEqual(new Set(['conform-clip', 'assemble-film']));
});

async function mediaHealth(): Promise<MediaHealth> {
  const response = await fetch(`${house.stack.mediaUrl}/health`);
  return MediaHealth.parse(await response.json());
}

/** The kinds of work that somebody is at. */
async function openTasks(project: FilmProject): Promise<string[]> {
  const jobs = await project.list('jobs');
  const details = await Promise.all(jobs.map(({ id }) => project.job(id)));
  return details.flatMap(({ tasks }) =>
    tasks.filter(({ status }) => status === 'started').map(({ work }) => work),
  );
}
