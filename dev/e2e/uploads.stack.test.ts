import { writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { pngBomb } from '#container/testing/make-media.ts';
import { JobView, UploadView } from '#contracts/views/views.ts';
import { type BorrowedStack, borrowTestStack } from './borrow-stack.ts';
import { decodeWhole, inspectFilm } from './film-file.ts';
import { FilmProject } from './film-project.ts';
import {
  bring,
  complete,
  makeFile,
  Presigned,
  presign,
  put,
  putFile,
  request,
  settled,
  uploadOf,
} from './own-file.ts';
import { makeSong, type SongFile } from './song-file.ts';

const Started = z.object({ jobs: z.array(JobView) });

const TONE = ['-f', 'lavfi', '-i', 'sine=frequency=330:duration=2'];
const picture = (size: string, seconds = 1) => [
  ...['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=25:duration=${seconds}`],
];
const H264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];

let house: BorrowedStack;
beforeAll(async () => {
  house = await borrowTestStack();
  return house.stop;
});

const make = (name: string, type: string, args: readonly string[]) =>
  makeFile(house.folder, name, type, args);

describe('a song', () => {
  const VP8 = ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8'];
  const COVER = [
    ...['-map', '0', '-map', '1', '-frames:v', '1', '-c:v', 'png'],
    '-disposition:v',
    'attached_pic',
  ];

  test('is taken in every format, also where something else is in the file', async () => {
    const project = await FilmProject.create(house.client);
    const formats: [string, string, string[], string][] = [
      ['song.mp3', 'audio/mpeg', ['-c:a', 'libmp3lame'], 'mp3'],
      ['song.wav', 'audio/wav', [], 'pcm_s16le'],
      ['song.flac', 'audio/flac', [], 'flac'],
      ['song.m4a', 'audio/mp4', ['-c:a', 'aac'], 'aac'],
      ['song.aac', 'audio/aac', ['-c:a', 'aac', '-f', 'adts'], 'aac'],
      ['song.ogg', 'audio/ogg', ['-c:a', 'libvorbis'], 'vorbis'],
      ['song.opus', 'audio/ogg', ['-c:a', 'libopus'], 'opus'],
      ['opus in ogg.ogg', 'application/ogg', ['-c:a', 'libopus'], 'opus'],
      ['song.webm', 'audio/webm', ['-c:a', 'libopus'], 'opus'],
      ['an MP4 that is called.m4a', 'audio/x-m4a', ['-c:a', 'aac', '-f', 'mp4'], 'aac'],
      [
        'with a picture track.webm',
        'video/webm',
        [...picture('64x64', 2), ...VP8, '-c:a', 'libopus'],
        'opus',
      ],
      ['with a cover.mp3', 'audio/mpeg', [...picture('64x64'), ...COVER], 'mp3'],
      ['夜行列車 — “Über” 🎵.mp3', 'audio/mpeg', ['-c:a', 'libmp3lame'], 'mp3'],
    ];
    const found = [];
    for (const [name, type, args] of formats) {
      const { status, facts, failure, fileName } = await bring(
        project,
        await make(name, type, [...TONE, ...args]),
      );
      expect(failure, name).toBeNull();
      expect(fileName).toBe(name);
      expect(Math.abs((facts?.durationSeconds ?? 0) - 2), name).toBeLessThan(0.2);
      found.push([name, status, facts?.codec]);
    }
    expect(found).toEqual(formats.map(([name, , , codec]) => [name, 'ready', codec]));
    expect((await project.view()).songId).not.toBeNull();
  });

  test('of more than 100 MB goes in parts, and is completed once however often that is said', async () => {
    const project = await FilmProject.create(house.client);
    const song = longWav(101_000_000);
    const { upload, url, parts } = await presign(project, song);
    expect(url).toBeNull();
    expect(parts?.map(({ partNumber }) => partNumber)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(parts?.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)).toBe(song.bytes.length);

    const sent: { partNumber: number; etag: string }[] = [];
    let at = 0;
    for (const { partNumber, sizeBytes, url, headers } of parts ?? []) {
      const bytes = song.bytes.subarray(at, at + sizeBytes);
      at += sizeBytes;
      if (partNumber < 7) sent.push({ partNumber, etag: await put(url, headers, bytes) });
    }
    const path = `/api/uploads/${upload.id}/complete`;
    for (const early of [undefined, sent, [...sent, { partNumber: 7, etag: '"none"' }]]) {
      const problem = await house.client.refusal('POST', path, { projectId: project.id, parts: early });
      expect(problem).toMatchObject({ status: 422, code: 'parts-invalid' });
    }
    expect(await uploadOf(project, upload.id)).toMatchObject({ status: 'pending', failure: null });

    // The last part is late: it goes to a fresh URL, and those before it are still there.
    const again = `/api/uploads/${upload.id}/presign`;
    const renewed = await house.client.ask('POST', again, Presigned, { projectId: project.id });
    const last = renewed.parts?.at(-1);
    if (!last) throw new Error('no part was presigned again');
    const etag = await put(last.url, last.headers, song.bytes.subarray(-last.sizeBytes));
    const all = [{ partNumber: 7, etag: etag.replaceAll('"', '') }, ...sent];
    const answers = await Promise.all([1, 2, 3].map(() => complete(project, upload.id, { parts: all })));
    expect(answers.map(({ id }) => id)).toEqual([upload.id, upload.id, upload.id]);
    expect(await settled(project, upload.id)).toMatchObject({
      status: 'ready',
      sizeBytes: song.bytes.length,
      facts: { codec: 'pcm_s16le' },
    });
    expect(await complete(project, upload.id, { parts: all })).toMatchObject({ status: 'ready' });
    const closed = await house.client.refusal('POST', again, { projectId: project.id });
    expect(closed).toMatchObject({ status: 409, code: 'upload-closed' });
  });
});

describe('one request, sent again with its Idempotency-Key', () => {
  test('opens one upload, and another request with the key is refused', async () => {
    const project = await FilmProject.create(house.client);
    const song = await makeSong(house.folder, 'twice.mp3', 1);
    const send = (body: object) =>
      house.client.send('POST', '/api/uploads/presign', body, { 'idempotency-key': 'p' });
    const first = await send(request(project, song));
    const second = await send(request(project, song));
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    const [a, b] = [first, second].map(({ body }) => UploadView.parse(Object(body).upload).id);
    expect(a).toBe(b);
    expect(await send({ ...request(project, song), fileName: 'other.mp3' })).toMatchObject({
      status: 422,
      body: { code: 'idempotency-conflict' },
    });
  });
});

describe('a file that lies', () => {
  test('is refused in clear words, loses nothing, and the right one is taken after it', async () => {
    const project = await withScenes();
    const [scene] = await project.list('scenes');
    const sceneId = scene?.id ?? '';
    const [image, clip] = [{ kind: 'image', sceneId } as const, { kind: 'clip', sceneId } as const];
    const png = await make('real.png', 'image/png', [...picture('64x48'), '-frames:v', '1']);
    const gif = await make('real.gif', 'image/gif', [...picture('64x48'), '-frames:v', '1']);
    const sound = await make('only sound.mp4', 'video/mp4', [...TONE, '-c:a', 'aac', '-f', 'mp4']);
    const silent = await make('silent.mp4', 'video/mp4', [...picture('64x64'), ...H264]);
    const playlist = Buffer.from('#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n');
    const svg = Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>');
    const named = (bytes: Buffer, type: string) => ({ name: 'x', type, bytes });
    const cases: [SongFile, Parameters<typeof putFile>[2], RegExp][] = [
      [named(playlist, 'audio/mpeg'), undefined, /no song but a playlist. Send MP3/],
      [named(png.bytes, 'audio/mpeg'), undefined, /no song but a PNG picture/],
      [silent, undefined, /has no sound/],
      [named(svg, 'image/png'), image, /no image but an SVG drawing. Send PNG, JPEG or WebP/],
      [named(gif.bytes, 'image/png'), image, /a GIF picture, which is not taken as an image/],
      [named(png.bytes, 'image/jpeg'), image, /a PNG picture, but it was declared as image\/jpeg/],
      [named(pngBomb(20_000, 20_000), 'image/png'), image, /megapixels|pixels/],
      [named(pngBomb(8_000, 8_000), 'image/png'), image, /8000 by 8000 pixels; at most 50000000/],
      [named(png.bytes.subarray(0, 60), 'image/png'), image, /damaged|cut off|cannot be decoded/],
      [sound, clip, /not a video clip/],
      [named(png.bytes, 'video/mp4'), clip, /a PNG picture, which is not taken as a clip/],
    ];
    for (const [file, purpose, words] of cases) {
      const { id } = await putFile(project, file, purpose);
      const answer = await house.client.send('POST', `/api/uploads/${id}/complete`, {
        projectId: project.id,
      });
      const upload = answer.status === 202 ? await settled(project, id) : await uploadOf(project, id);
      expect(upload).toMatchObject({
        status: 'rejected',
        failure: { message: expect.stringMatching(words) },
      });
      const again = await house.client.refusal('POST', `/api/uploads/${id}/complete`, {
        projectId: project.id,
      });
      expect(again).toMatchObject({ status: 422, code: 'file-rejected', detail: upload.failure?.message });
    }
    expect((await project.view()).songId).not.toBeNull();
    expect(await project.list('images')).toEqual([]);
    expect(await bring(project, png, image)).toMatchObject({
      status: 'ready',
      facts: { width: 64, height: 48 },
    });
  });

  test.for([
    [{ sizeBytes: 600 * 1024 ** 2 }, 422, 'file-too-large'],
    [{ kind: 'image', contentType: 'image/png' }, 422, 'invalid-request'],
    [
      { kind: 'image', contentType: 'image/avif', sceneId: '0198c0de-0000-7000-8000-0000000000aa' },
      422,
      'invalid-request',
    ],
    [
      { kind: 'clip', contentType: 'video/mp4', sceneId: '0198c0de-0000-7000-8000-0000000000aa' },
      404,
      'scene-not-found',
    ],
    [{ projectId: '0198c0de-0000-7000-8000-0000000000aa' }, 404, 'project-not-found'],
  ] as const)('asks for no place in vain: %j', async ([change, status, code]) => {
    const project = await FilmProject.create(house.client);
    const song = { name: 'song.mp3', type: 'audio/mpeg', bytes: Buffer.alloc(1) };
    const body = { ...request(project, song), ...change };
    expect(await house.client.refusal('POST', '/api/uploads/presign', body)).toMatchObject({ status, code });
  });

  test('that breaks off half-way is not there, and may be put again', async () => {
    const project = await FilmProject.create(house.client);
    const song = await makeSong(house.folder, 'half.mp3', 1);
    const { upload, url, headers } = await presign(project, song);
    await putHalf(url ?? '', headers, song.bytes);
    const path = `/api/uploads/${upload.id}/complete`;
    const refusal = await house.client.refusal('POST', path, { projectId: project.id });
    expect(refusal).toMatchObject({ status: 409, code: 'upload-missing' });
    await put(url ?? '', headers, song.bytes);
    await complete(project, upload.id);
    expect(await settled(project, upload.id)).toMatchObject({
      status: 'ready',
      sizeBytes: song.bytes.length,
    });
  });

  test('cannot be put in the place of one that was looked at', async () => {
    const project = await FilmProject.create(house.client);
    const song = await makeSong(house.folder, 'first.mp3', 1);
    const { url, headers } = await presign(project, song);
    await put(url ?? '', headers, song.bytes);
    await expect(put(url ?? '', headers, Buffer.alloc(song.bytes.length))).rejects.toThrow('412');
  });
});

describe("a user's own takes", () => {
  test('an image is made into a clip, a clip goes into the film as it is, and neither is made again', async () => {
    const project = await withScenes({ approvals: 'manual' });
    const [first, second] = await project.list('scenes');
    if (!first || !second) throw new Error('two scenes are wanted');
    const png = await make('mine.png', 'image/png', [...picture('640x360'), '-frames:v', '1']);
    const mov = await make('mine.mov', 'video/quicktime', [...picture('320x240', 6), ...H264, '-f', 'mov']);
    const image = await bring(project, png, { kind: 'image', sceneId: first.id });
    const clip = await bring(project, mov, { kind: 'clip', sceneId: second.id });
    expect(clip).toMatchObject({
      status: 'ready',
      facts: { width: 320, height: 240, frames: 150, hasSound: false },
    });

    expect(await project.list('images')).toMatchObject([
      {
        id: image.takeId,
        source: 'uploaded',
        approval: 'pending',
        selected: true,
        stale: false,
        model: null,
        costUsd: 0,
      },
    ]);
    const decisions = [image.takeId, clip.takeId].map((takeId) => ({ takeId, decision: 'approved' }));
    await project.client.send('PUT', `${project.path}/approvals`, { decisions });

    const { jobs } = await project.client.ask('POST', `${project.path}/run`, Started, {
      until: 'assemble_video',
      approvals: 'automatic',
    });
    expect(new Set(Object.values((await project.ended(jobs)).statuses))).toEqual(new Set(['succeeded']));

    expect(await project.list('images')).toHaveLength(1);
    const clips = await project.list('clips');
    expect(
      clips.map(({ sceneId, source, imageId, selected }) => ({ sceneId, source, imageId, selected })),
    ).toEqual([
      { sceneId: second.id, source: 'uploaded', imageId: null, selected: true },
      { sceneId: first.id, source: 'generated', imageId: image.takeId, selected: true },
    ]);
    const [film] = await project.list('videos');
    expect(film).toMatchObject({ status: 'succeeded', degraded: [], qc: { passed: true } });
    const { bytes } = await project.client.download(`${project.path}/videos/${film?.id}/download`);
    const file = join(house.folder, 'own.mp4');
    await writeFile(file, bytes);
    await decodeWhole(file);
    expect(await inspectFilm(file)).toMatchObject({ frames: film?.frames, width: 854, height: 480 });
  });
});

/** A project with a song and two scenes with prompts. */
async function withScenes(wishes: Parameters<typeof FilmProject.create>[1] = {}): Promise<FilmProject> {
  const project = await FilmProject.create(house.client, wishes);
  await project.uploadAndWait(await makeSong(house.folder, `${project.id}.mp3`, 8));
  expect((await project.runToEnd('generate_prompts')).of('generate_prompts').status).toBe('succeeded');
  return project;
}

/** Promises all of it, sends half, and goes away. */
async function putHalf(url: string, headers: Record<string, string>, bytes: Buffer): Promise<void> {
  const put = httpRequest(url, { method: 'PUT', headers: { ...headers, 'content-length': bytes.length } });
  const gone = new Promise<void>((resolve) => put.once('close', () => resolve()));
  // Hanging up is told as an error as well.
  put.on('error', () => undefined);
  await new Promise((sent) => put.write(bytes.subarray(0, bytes.length / 2), sent));
  put.destroy();
  await gone;
}

/** Silence in CD quality, `size` bytes of it. */
function longWav(size: number): SongFile {
  const bytes = Buffer.alloc(size);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(size - 8, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  for (const [index, value] of [1, 2].entries()) bytes.writeUInt16LE(value, 20 + index * 2);
  bytes.writeUInt32LE(44_100, 24);
  bytes.writeUInt32LE(176_400, 28);
  bytes.writeUInt16LE(4, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(size - 44, 40);
  return { name: 'long.wav', type: 'audio/wav', bytes };
}
