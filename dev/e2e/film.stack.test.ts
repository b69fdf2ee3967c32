import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ProjectView, SongView } from '#contracts/views/views.ts';
import { type BorrowedStack, borrowTestStack } from './borrow-stack.ts';
import { eventually } from './eventually.ts';
import { decodeWhole, inspectFilm } from './film-file.ts';
import { FilmProject } from './film-project.ts';
import { followSocket, followStream, readSnapshot } from './live.ts';
import { viewsInPostgres, viewsInSnapshot } from './recorded.ts';
import { makeSong } from './song-file.ts';

const ALL_SUCCEEDED = {
  transcribe: 'succeeded',
  analyze_scenes: 'succeeded',
  generate_prompts: 'succeeded',
  generate_images: 'succeeded',
  generate_clips: 'succeeded',
  assemble_video: 'succeeded',
};

let house: BorrowedStack;
beforeAll(async () => {
  house = await borrowTestStack();
  return house.stop;
});

/** The newest film, downloaded as a client would, with its song. */
async function download(project: FilmProject, name: string) {
  const [film] = await project.list('videos');
  const song = await project.client.ask('GET', `${project.path}/song`, SongView);
  const path = `${project.path}/videos/${film?.id}`;
  const { bytes, type } = await project.client.download(`${path}/download`);
  const file = join(house.folder, name);
  await writeFile(file, bytes);
  return { film, song, file, type, poster: () => project.client.download(`${path}/poster`) };
}

describe.concurrent('a song becomes a film', () => {
  test('with one request, each change told live and kept in Postgres', async ({ expect }) => {
    const project = await FilmProject.create(house.client, { sceneCount: 4 });
    const socket = await followSocket(project, 0);
    const stream = await followStream(project, 0);
    await project.uploadAndWait(await makeSong(house.folder, 'song.mp3', 8.3));
    expect((await project.runToEnd()).statuses).toEqual(ALL_SUCCEEDED);
    expect((await project.view()).status).toBe('succeeded');

    const { film, song, file, type, poster } = await download(project, 'film.mp4');
    const frames = Math.round(song.durationSeconds * 24);
    expect(Math.abs(song.durationSeconds - 8.3)).toBeLessThan(0.1);
    expect(film).toMatchObject({ status: 'succeeded', frames, degraded: [], hasPoster: true });
    expect(film?.qc).toMatchObject({ passed: true, problems: [], expectedFrames: frames, frames });
    expect(type).toBe('video/mp4');
    expect(await inspectFilm(file)).toEqual({
      videoCodec: 'h264',
      audioCodec: 'mp3',
      width: 854,
      height: 480,
      frameRate: '24/1',
      frames,
    });
    await decodeWhole(file);
    const picture = await poster();
    expect(picture.type).toBe('image/jpeg');
    expect(picture.bytes.subarray(0, 3).toString('hex')).toBe('ffd8ff');

    const scenes = (await project.list('scenes')).map(({ startFrame, endFrame }) => [startFrame, endFrame]);
    expect(scenes).toHaveLength(4);
    expect(scenes.map(([start]) => start)).toEqual([0, ...scenes.slice(0, -1).map(([, end]) => end)]);
    expect(scenes.at(-1)?.[1]).toBe(frames);

    const snapshot = await readSnapshot(project);
    expect(snapshot.data.runs).toMatchObject([{ status: 'succeeded' }]);
    for (const following of [socket, stream]) {
      await eventually('the last event came', () =>
        following.events().find(({ seq }) => seq === snapshot.seq),
      );
      const numbers = following.events().map(({ seq }) => seq);
      expect(numbers).toEqual(Array.from({ length: snapshot.seq }, (_, index) => index + 1));
      following.close();
    }
    expect(stream.events()).toEqual(socket.events());
    const resumed = await followStream(project, snapshot.seq - 5);
    resumed.close();
    expect(resumed.events()).toEqual(socket.events().slice(-5));

    const truth = viewsInSnapshot(snapshot);
    expect(truth.clip).toHaveLength(4);
    await expect
      .poll(() => viewsInPostgres(house.database, project.id), { timeout: 15_000, interval: 200 })
      .toEqual(truth);
    const Page = z.object({ items: z.array(ProjectView) });
    const { items } = await house.client.ask('GET', '/api/projects?limit=100', Page);
    expect(items.find(({ id }) => id === project.id)).toEqual(snapshot.data.project);
  });

  test.for([
    ['song.ogg', '9:16', { width: 480, height: 854, audioCodec: 'aac' }],
    ['song.wav', '1:1', { width: 480, height: 480, audioCodec: 'aac' }],
  ] as const)('from %s in %s', async ([name, aspectRatio, facts], { expect }) => {
    const project = await FilmProject.create(house.client, { aspectRatio });
    await project.uploadAndWait(await makeSong(house.folder, name, 6.37));
    expect((await project.runToEnd()).statuses).toEqual(ALL_SUCCEEDED);
    const { film, song, file } = await download(project, `${name}.mp4`);
    const frames = Math.round(song.durationSeconds * 24);
    expect(film?.qc?.passed).toBe(true);
    expect(await inspectFilm(file)).toMatchObject({ videoCodec: 'h264', ...facts, frames });
    await decodeWhole(file);
  });

  test('whatever script its title and its file are written in', async ({ expect }) => {
    const title = 'Żółta łódź – 夜の電車 🚂 "quoted" \\ %20';
    const project = await FilmProject.create(house.client, { title, sceneCount: 1 });
    await project.uploadAndWait(await makeSong(house.folder, 'Ünïcødé 曲 & co (live) 100%.mp3', 6));
    expect((await project.runToEnd()).statuses).toEqual(ALL_SUCCEEDED);
    expect((await project.view()).title).toBe(title);
    const { song, file } = await download(project, 'unicode.mp4');
    expect(song.fileName).toBe('Ünïcødé 曲 & co (live) 100%.mp3');
    await decodeWhole(file);
  });
});

test('a project that was never run has made nothing and paid nothing', async () => {
  const project = await FilmProject.create(house.client);
  expect(await project.view()).toMatchObject({ status: 'draft', budget: { spentUsd: 0 } });
  expect(await house.providers.predictions(project.id)).toEqual([]);
});
