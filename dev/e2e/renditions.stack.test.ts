import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type JobView, RenditionView, SheetView } from '#contracts/views/views.ts';
import { decodeWhole, inspectFilm } from './film-file.ts';
import { FilmProject } from './film-project.ts';
import { listAll } from './list-all.ts';
import { readSnapshot } from './live.ts';
import { viewsInPostgres, viewsInSnapshot } from './recorded.ts';
import { makeSong } from './song-file.ts';
import { startTestStack, type TestStack } from './test-stack.ts';

const run = promisify(execFile);
const Rendition = RenditionView.extend({ url: z.string().nullable() });
const Sheet = SheetView.extend({ url: z.string().nullable() });
const Take = z.object({ id: z.string(), thumbnailUrl: z.string().nullable() });

const SCENES = 2;

let house: TestStack;
let project: FilmProject;
let frames = 0;

/** One film for all: its stills are joined before there are clips, then it is made. */
beforeAll(async () => {
  house = await startTestStack();
  project = await FilmProject.create(house.client, {
    title: 'Nachtzug "2"',
    resolution: '720p',
    sceneCount: SCENES,
  });
  await project.uploadAndWait(await makeSong(house.folder, 'song.mp3', 4));
  await project.runToEnd('generate_images');
  return house.stop;
}, 180_000);

async function made(job: Promise<JobView>): Promise<JobView> {
  const { jobs } = await project.ended([await job]);
  const [ended] = jobs;
  if (ended?.status !== 'succeeded') throw new Error(JSON.stringify(ended));
  return ended;
}

async function video(purpose: 'film' | 'animatic') {
  const film = (await project.list('videos')).findLast((one) => one.purpose === purpose);
  if (!film) throw new Error(`there is no ${purpose}`);
  return film;
}

/** The file behind a link that needs no key. */
async function fetched(name: string, url: string | null): Promise<string> {
  const response = await fetch(url ?? '');
  expect(response.status).toBe(200);
  const file = join(house.folder, name);
  await writeFile(file, new Uint8Array(await response.arrayBuffer()));
  return file;
}

async function streamUrl(videoId: string): Promise<string> {
  const list = await listAll(house.client, `${project.path}/videos/${videoId}/renditions`, Rendition, 2);
  return list.find(({ format }) => format === 'hls')?.url ?? '';
}

describe('before there is a clip', () => {
  it('the stills make an animatic, as long as the song and of no cost', async () => {
    const { budget } = await project.view();
    await made(project.start('animatic'));
    const film = await video('animatic');
    frames = film.frames;
    expect(film).toMatchObject({ status: 'succeeded', degraded: [], hasPoster: true, qc: { passed: true } });
    expect(film.segments.map(({ takeKind }) => takeKind)).toEqual(Array(SCENES).fill('image'));
    const { bytes } = await house.client.download(`${project.path}/videos/${film.id}/download`);
    const file = join(house.folder, 'animatic.mp4');
    await writeFile(file, bytes);
    expect(await inspectFilm(file)).toMatchObject({ width: 1280, height: 720, frames });
    expect(await project.view()).toMatchObject({ filmId: null, budget });
  });

  it('the storyboard can be drawn, each scene with its still', async () => {
    await made(project.start('storyboard-sheet'));
    const sheet = await house.client.ask('GET', `${project.path}/storyboard-sheet`, Sheet);
    expect(sheet.cells.map(({ takeKind }) => takeKind)).toEqual(Array(SCENES).fill('image'));
    const { width, height } = await inspectFilm(await fetched('stills.jpg', sheet.url));
    expect({ width, height }).toEqual({ width: sheet.width, height: sheet.height });
  });
});

describe('of a finished film', () => {
  beforeAll(async () => {
    expect((await project.runToEnd()).of('assemble_video').status).toBe('succeeded');
  }, 120_000);

  it('smaller files and a stream are made once, and have all of its frames', async () => {
    const { id } = await video('film');
    const path = `${project.path}/videos/${id}/renditions`;
    const wish = { formats: ['480p', 'hls'] };
    const post = (body: object) => project.start(`videos/${id}/renditions`, body);
    const [first, second] = await Promise.all([post(wish), post(wish)]);
    await Promise.all([made(Promise.resolve(first)), made(Promise.resolve(second)), made(post({}))]);
    const list = await listAll(house.client, path, Rendition, 2);
    expect(list.map(({ format, status, width, height }) => [format, status, width, height])).toEqual([
      ['480p', 'succeeded', 854, 480],
      ['hls', 'succeeded', 1280, 720],
      ['720p', 'succeeded', 1280, 720],
    ]);
    const [small] = list;
    const facts = { width: 854, height: 480, frames, videoCodec: 'h264' };
    expect(await inspectFilm(await fetched('480p.mp4', small?.url ?? null))).toMatchObject(facts);
    const { headers } = await house.client.send('GET', `${path}/480p/download`);
    const link = new URL(headers.get('location') ?? '').searchParams;
    expect(link.get('response-content-disposition')).toContain('480p.mp4');
    const truth = viewsInSnapshot(await readSnapshot(project));
    expect(truth.rendition).toHaveLength(3);
    await expect
      .poll(() => viewsInPostgres(house.database, project.id), { timeout: 15_000, interval: 200 })
      .toEqual(truth);
    const tooLarge = await house.client.refusal('POST', path, { formats: ['1080p'] });
    expect(tooLarge).toMatchObject({ code: 'quality-above-film', status: 409 });
    expect(await house.client.refusal('GET', `${path}/1080p/download`)).toMatchObject({
      code: 'file-not-ready',
    });
  });

  it('a player that is given one address plays the stream', async () => {
    const { id } = await video('film');
    const url = await streamUrl(id);
    const facts = await inspectFilm(url);
    expect(facts).toMatchObject({ width: 1280, height: 720, frames, videoCodec: 'h264', audioCodec: 'aac' });
    await decodeWhole(url);
    const { stdout } = await run('ffprobe', ['-v', 'error', '-show_entries', 'program=program_id', url]);
    expect(stdout.match(/program_id=/g)).toHaveLength(2);
  });

  it('a stream is sent in ranges, to whoever has its address and to nobody else', async () => {
    const { id } = await video('film');
    const url = await streamUrl(id);
    const media = new URL('720p.mp4', url);
    const ask = (range: string) => fetch(media, { headers: { range, origin: 'https://any.example' } });
    const whole = await fetch(media);
    const bytes = new Uint8Array(await whole.arrayBuffer());
    expect(whole.headers.get('content-type')).toBe('video/mp4');
    const part = await ask('bytes=100-199');
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 100-199/${bytes.length}`]);
    expect(part.headers.get('access-control-allow-origin')).toBe('*');
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(bytes.slice(100, 200));
    const end = await ask('bytes=-10');
    expect(new Uint8Array(await end.arrayBuffer())).toEqual(bytes.slice(-10));
    const beyond = await ask(`bytes=${bytes.length}-`);
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${bytes.length}`]);
    await beyond.body?.cancel();
    const tag = whole.headers.get('etag') ?? '';
    const unchanged = await fetch(media, { headers: { 'if-none-match': tag } });
    expect(unchanged.status).toBe(304);
    const { id: animaticId } = await video('animatic');
    for (const other of [url.replace(/\/hls\/./, '/hls/x'), url.replace(id, animaticId)]) {
      const refused = await fetch(other);
      expect(refused.status).toBe(403);
      const problem = z.object({ code: z.string(), instance: z.string() }).parse(await refused.json());
      expect(problem.code).toBe('playback-link-invalid');
      expect(problem.instance).not.toContain(/\/hls\/([^/]+)/.exec(other)?.[1]);
    }
  });

  it('the poster is of the scene that was chosen, and the film stays what it was', async () => {
    const { id, qc, segments } = await video('film');
    const poster = `${project.path}/videos/${id}/poster`;
    const before = await house.client.download(poster);
    const scene = (await project.list('scenes')).find((one) => one.id !== segments[0]?.sceneId);
    const put = async (sceneId: string | null) => {
      const { body } = await house.client.send('PUT', poster, { sceneId });
      await made(Promise.resolve(z.custom<JobView>().parse(body)));
    };
    await put(scene?.id ?? null);
    expect(await video('film')).toMatchObject({ id, posterSceneId: scene?.id, qc });
    const chosen = await house.client.download(poster);
    await writeFile(join(house.folder, 'poster.jpg'), chosen.bytes);
    await put(null);
    expect(await house.client.download(poster)).toEqual(before);
  });

  it('the sheet shows its clips, and every take has a thumbnail', async () => {
    await made(project.start('storyboard-sheet'));
    const sheet = await house.client.ask('GET', `${project.path}/storyboard-sheet`, Sheet);
    expect(sheet.cells.map(({ takeKind }) => takeKind)).toEqual(Array(SCENES).fill('clip'));
    await fetched('clips.jpg', sheet.url);
    await made(project.start('thumbnails'));
    for (const list of ['images', 'clips']) {
      const takes = await listAll(house.client, `${project.path}/${list}`, Take, 7);
      expect(takes).toHaveLength(SCENES);
      for (const { id, thumbnailUrl } of takes) {
        const { width } = await inspectFilm(await fetched(`${id}.jpg`, thumbnailUrl));
        expect(width).toBe(320);
      }
    }
  });

  it('nothing can be played any more once the project is deleted', async () => {
    const { id } = await video('film');
    const url = await streamUrl(id);
    expect((await fetch(url)).status).toBe(200);
    await house.client.send('DELETE', project.path);
    expect((await fetch(url)).status).toBe(404);
  });
});
