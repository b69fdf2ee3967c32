import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import type { LiveEvent } from '#dev/client/api-types.ts';
import { connectProject } from '#dev/client/live-events.ts';
import { type BorrowedStack, borrowTestStack } from './borrow-stack.ts';
import { startCuttingProxy } from './cutting-proxy.ts';
import { eventually } from './eventually.ts';
import { FilmProject } from './film-project.ts';
import { followSocket } from './live.ts';
import { makeSong } from './song-file.ts';

const CUTS = 100;
const SCENES = 40;
const SEED = Number(process.env.CUT_SEED ?? 1);

let house: BorrowedStack;
beforeAll(async () => {
  house = await borrowTestStack();
  return house.stop;
});

/** The development key, as a program would use it. */
const ticket = () => ({ key: house.stack.apiKey });

/** A client of the live updates behind a network that cuts it off. */
async function followBadly(project: FilmProject, transport: 'websocket' | 'sse', seed: number) {
  const proxy = await startCuttingProxy(house.client.url, seed, CUTS);
  const events: LiveEvent[] = [];
  const interruptions: unknown[] = [];
  let snapshots = 0;
  const connection = connectProject({
    baseUrl: proxy.url,
    projectId: project.id,
    ticket: ticket(),
    since: 0,
    transport,
    timing: { firstPause: 0.05, longestPause: 0.2, ping: 0.25, silence: 1 },
    onEvent: (event) => events.push(event),
    onSnapshot: () => {
      snapshots += 1;
    },
    onState: (state, reason) => {
      if (state === 'interrupted' || state === 'failed') interruptions.push(reason);
    },
  });
  return {
    proxy,
    events,
    interruptions,
    get snapshots() {
      return snapshots;
    },
    get seq() {
      return connection.seq ?? 0;
    },
    async close() {
      connection.close();
      await connection.ended;
      await proxy.close();
    },
  };
}

test(`cut off ${CUTS} times during a run, a socket and a stream end with every event once and in order`, async () => {
  const song = await makeSong(house.folder, 'song.mp3', SCENES * 2);
  const project = await FilmProject.create(house.client, { sceneCount: SCENES });
  const clients = await Promise.all([
    followBadly(project, 'websocket', SEED),
    followBadly(project, 'sse', SEED + 1),
  ]);
  await project.uploadAndWait(song);
  await project.runToEnd('generate_images');
  await eventually(
    'everybody was cut off often enough',
    () => (clients.every(({ proxy }) => proxy.cuts >= CUTS) ? true : null),
    {
      patienceSeconds: 90,
      seen: () => clients.map(({ proxy, seq }) => `${proxy.cuts} cuts, event ${seq}`).join('; '),
    },
  );
  const truth = await followSocket(project, 0);
  truth.close();
  const all = truth.events();
  await eventually('everybody has heard all', () =>
    clients.every(({ seq }) => seq === all.length) ? true : null,
  );
  // Nothing comes late or again.
  await sleep(500);
  expect(all.length).toBeGreaterThan(SCENES * 5);
  for (const { events, interruptions, snapshots } of clients) {
    expect(events.map(({ seq }) => seq)).toEqual(all.map((_, index) => index + 1));
    expect(events).toEqual(all);
    expect(snapshots).toBe(0);
    expect(interruptions.length).toBeGreaterThanOrEqual(CUTS);
  }
  await Promise.all(clients.map((client) => client.close()));
}, 180_000);

test('a quiet connection that answers is left alone', async () => {
  const project = await FilmProject.create(house.client);
  const states: string[] = [];
  const connection = connectProject({
    baseUrl: house.client.url,
    projectId: project.id,
    ticket: ticket(),
    since: 0,
    timing: { ping: 0.2, silence: 1 },
    onEvent: () => {},
    onState: (state) => states.push(state),
  });
  await eventually('it is live', () => states.find((state) => state === 'live'));
  await sleep(2500);
  expect(states).toEqual(['connecting', 'live']);
  connection.close();
  await connection.ended;
});
