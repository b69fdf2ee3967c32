/** What a film carries beside picture and sound: chapters, captions as a track, and captions in the picture. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { FilmProject } from './film-project.ts';
import { makeSong } from './song-file.ts';
import { startTestStack, type TestStack } from './test-stack.ts';

const run = promisify(execFile);

let house: TestStack;
beforeAll(async () => {
  house = await startTestStack();
  return house.stop;
});

const TITLE = 'A "title" = with; signs # and \\ 夜';
const Tags = z.record(z.string(), z.string());
const Facts = z.object({
  format: z.object({ tags: Tags }),
  chapters: z.array(z.object({ start_time: z.string(), tags: z.object({ title: z.string() }) })),
  streams: z.array(
    z.object({
      codec_type: z.string(),
      codec_name: z.string(),
      codec_tag_string: z.string(),
      tags: Tags.optional(),
    }),
  ),
});

/** The newest film as a file. */
async function download(project: FilmProject, name: string) {
  const film = (await project.list('videos')).at(-1);
  const { bytes } = await project.client.download(`${project.path}/videos/${film?.id}/download`);
  const file = join(house.folder, name);
  await writeFile(file, bytes);
  return { film, file };
}

async function probe(file: string): Promise<z.infer<typeof Facts>> {
  const show = ['-show_format', '-show_chapters', '-show_streams', '-of', 'json'];
  const { stdout } = await run('ffprobe', ['-v', 'error', ...show, file]);
  return Facts.parse(JSON.parse(stdout));
}

/** The texts of a caption track, row by row. */
async function rowsOf(args: readonly string[]): Promise<string[]> {
  const { stdout } = await run('ffmpeg', ['-nostdin', '-v', 'error', ...args, '-f', 'webvtt', '-']);
  return stdout.split('\n').filter((row) => row !== '' && !/^WEBVTT|-->/u.test(row));
}

/** One frame as grey pixels. */
async function pixels(file: string, frame: number): Promise<Buffer> {
  const args = ['-nostdin', '-v', 'error', '-i', file, '-vf', `select=eq(n\\,${frame}),format=gray`];
  const { stdout } = await run('ffmpeg', [...args, '-frames:v', '1', '-f', 'rawvideo', '-'], {
    encoding: 'buffer',
    maxBuffer: 1e7,
  });
  return stdout;
}

/** How many pixels of a frame are clearly others than in another film. */
async function differing(one: string, other: string, frame: number): Promise<number> {
  const [a, b] = await Promise.all([pixels(one, frame), pixels(other, frame)]);
  expect(a.byteLength).toBe(854 * 480);
  return a.reduce((count, value, at) => count + (Math.abs(value - (b[at] ?? 0)) > 40 ? 1 : 0), 0);
}

/** Makes the film anew, and answers how much of each kind of work that was. */
async function assembled(project: FilmProject): Promise<Record<string, number>> {
  const { id } = await project.start('assemble-video');
  expect((await project.ended([{ id }])).statuses).toEqual({ assemble_video: 'succeeded' });
  const { tasks } = await project.job(id);
  return Object.fromEntries(
    [...Map.groupBy(tasks, ({ work }) => work)].map(([work, list]) => [work, list.length]),
  );
}

const LRC = (first: string) => `[00:00.60]${first}\n[00:01.30]\n[00:05.40]ليلة طويلة معك\n[00:06.90]\n`;

test('a film carries its labels and captions, and burned-in captions render what they are seen in', async () => {
  const project = await FilmProject.create(house.client, { title: TITLE });
  const { client, path } = project;
  await client.send('PATCH', path, { artist: 'Ann; the "Sleepers"' });
  // Films cannot copy the sound of a WAV.
  await project.uploadAndWait(await makeSong(house.folder, 'song.wav', 8));
  await project.lyrics(LRC('夜の電車に乗って'));
  await project.runToEnd('analyze_scenes');
  const titles = ['The platform', 'Lights; outside', 'The sea = far', 'Morning'];
  const list = titles.map((title, index) => ({ title, startSeconds: 2 * index, endSeconds: 2 * index + 2 }));
  const scenes = list.map((scene, index) =>
    index === 3 ? { ...scene, transition: { kind: 'crossfade', seconds: 0.5 } } : scene,
  );
  expect((await client.send('PUT', `${path}/scenes`, { scenes }, { 'if-match': '*' })).status).toBe(200);
  await project.runToEnd();

  const soft = await download(project, 'soft.mp4');
  expect(soft.film?.qc).toMatchObject({ passed: true, chapters: 4, audioCopied: true, audioCodec: 'aac' });
  expect(soft.film?.qc?.loudness.film).toEqual(soft.film?.qc?.loudness.song);
  expect(soft.film?.qc?.loudness.song?.integratedLufs).toBeLessThan(0);
  const { format, chapters, streams } = await probe(soft.file);
  expect(format.tags).toMatchObject({ title: TITLE, artist: 'Ann; the "Sleepers"' });
  expect(chapters.map(({ start_time, tags }) => [Number(start_time), tags.title])).toEqual(
    titles.map((title, index) => [2 * index, title]),
  );
  const track = streams.find(({ codec_name }) => codec_name === 'mov_text');
  expect(track?.codec_tag_string).toBe('tx3g');
  const rows = ['夜の電車に乗って', 'ليلة طويلة معك'];
  expect(await rowsOf(['-i', soft.file, '-map', '0:s:0'])).toEqual(rows);
  const url = `${client.url}${path}/videos/${soft.film?.id}/captions.vtt`;
  const vtt = await fetch(url, { headers: client.authorization() });
  expect(vtt.headers.get('content-type')).toMatch(/^text\/vtt/u);
  await writeFile(join(house.folder, 'captions.vtt'), await vtt.text());
  expect(await rowsOf(['-i', join(house.folder, 'captions.vtt')])).toEqual(rows);

  await project.lyrics(LRC('夜の電車'));
  expect(await assembled(project)).toEqual({ 'assemble-film': 1, 'make-poster': 1 });

  const captions = { burn: 'words', preset: 'karaoke', position: null };
  expect((await client.send('PATCH', path, { captions })).status).toBe(200);
  // The first scene has a line, and so have the last two and the seam between them, which comes with the segment before it.
  const all = { 'assemble-film': 1, 'make-poster': 1 };
  expect(await assembled(project)).toEqual({ ...all, 'conform-clip': 3 });
  const burned = await download(project, 'burned.mp4');
  expect(burned.film?.qc).toMatchObject({ passed: true, problems: [] });
  for (const frame of [24, 136, 144, 149, 158])
    expect(await differing(soft.file, burned.file, frame), `frame ${frame}`).toBeGreaterThan(400);
  for (const frame of [2, 60, 100, 188])
    expect(await differing(soft.file, burned.file, frame), `frame ${frame}`).toBe(0);
  expect(await rowsOf(['-i', burned.file, '-map', '0:s:0'])).toEqual(['夜の電車', rows[1]]);

  await project.lyrics(LRC('夜の海'));
  expect(await assembled(project)).toEqual({ ...all, 'conform-clip': 1 });
});
