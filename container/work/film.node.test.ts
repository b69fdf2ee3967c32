import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FileServer } from '#container/testing/file-server.ts';
import {
  clicks,
  clip,
  FAST_H264,
  firstToneSeconds,
  MediaFolder,
  turnedClockwise,
} from '#container/testing/make-media.ts';
import { MediaProcess } from '#container/testing/media-process.ts';
import { pictureOf } from '#container/testing/picture.ts';
import type { FrameRate, MediaJobView } from '#contracts/media.ts';

/** Decoded frames as ffprobe shows them. */
const Shown = z.object({
  frames: z.array(z.object({ pts: z.int() })),
  streams: z.array(z.object({ time_base: z.string() })),
});
const SIZE = { width: 160, height: 90 };
const RATE: FrameRate = { numerator: 24, denominator: 1 };
const files = new FileServer();
let folder: MediaFolder;
let media: MediaProcess;
let count = 0;

beforeAll(async () => {
  folder = await MediaFolder.open();
  await files.start();
  media = await MediaProcess.start(folder.path);
  await folder.make('portrait.mp4', [...clip('98x178', '25', 1), ...clicks(1), ...FAST_H264]);
  await folder.make('cinema.mp4', [...clip('256x108', '24000/1001', 2), ...FAST_H264]);
  await folder.make('fast.webm', [...clip('64x64', '30', 0.5), '-c:v', 'libvpx', '-deadline', 'realtime']);
  await folder.make('still.png', [...clip('50x70', '1', 1), '-frames:v', '1']);
  await folder.make('deep.mkv', [
    ...clip('320x180', '50', 2),
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-pix_fmt',
    'yuv422p10le',
  ]);
}, 60_000);

afterAll(async () => {
  await media.stop();
  await files.stop();
  await folder.remove();
});

async function conform(
  bytes: Buffer,
  frames: number,
  frameRate = RATE,
): Promise<MediaJobView & { path: string }> {
  count += 1;
  const path = `/segment-${count}.mp4`;
  const view = await media.run(`conform-${count}`, {
    kind: 'conform',
    picture: pictureOf(files.give(`/clip-${count}`, bytes), frames),
    fromFrame: 0,
    output: { url: files.url(path), contentType: 'video/mp4' },
    frames,
    frameRate,
    ...SIZE,
  });
  const stored = files.stored.get(path);
  if (stored) files.files.set(path, stored.bytes);
  return { ...view, path };
}

async function assemble(
  segments: { path: string; frames: number }[],
  song: Buffer,
  songDurationSeconds: number,
  frameRate = RATE,
): Promise<MediaJobView & { film: Buffer | undefined }> {
  count += 1;
  const view = await media.run(`assemble-${count}`, {
    kind: 'assemble',
    segments: segments.map(({ path, frames }) => ({ input: files.url(path), frames })),
    song: files.give(`/song-${count}`, song),
    songDurationSeconds,
    output: { url: files.url(`/film-${count}.mp4`), contentType: 'video/mp4' },
    frameRate,
    ...SIZE,
    title: 'Two lines\nand a "quote"',
  });
  return { ...view, film: files.stored.get(`/film-${count}.mp4`)?.bytes };
}

/** Name, frames wanted, frames that the clip itself has at 24 fps. */
const MIXED = [
  ['portrait.mp4', 17, 17],
  ['cinema.mp4', 60, 48],
  ['fast.webm', 30, 12],
  ['still.png', 11, 1],
  ['deep.mkv', 41, 41],
] as const;

describe('conform and assemble', { timeout: 60_000 }, () => {
  it.each([
    ['24', { numerator: 24, denominator: 1 }],
    ['25', { numerator: 25, denominator: 1 }],
    ['24000/1001', { numerator: 24_000, denominator: 1001 }],
  ])('joins five unlike clips at %s fps with every frame at its exact time', async (_name, frameRate) => {
    const segments = [];
    for (const [name, frames, source] of MIXED) {
      const bytes = await readFile(folder.at(name));
      const view = await conform(bytes, frames, frameRate);
      expect(view).toMatchObject({ error: null, result: { kind: 'conform', frames } });
      if (view.result?.kind !== 'conform') throw new Error('no conform result');
      if (frameRate.numerator === 24) expect(view.result.sourceFrames, name).toBe(source);
      segments.push({ path: view.path, frames });
    }
    const total = MIXED.reduce((sum, [, frames]) => sum + frames, 0);
    const seconds = (total * frameRate.denominator) / frameRate.numerator;
    const song = await folder.make('song.mp3', [...clicks(seconds), '-b:a', '96k']);
    const { result, error, film } = await assemble(segments, song, seconds, frameRate);
    expect(error).toBeNull();
    expect(result).toMatchObject({
      kind: 'assemble',
      sizeBytes: film?.length,
      qc: {
        passed: true,
        problems: [],
        timestampsExact: true,
        frames: total,
        expectedFrames: total,
        ...SIZE,
      },
    });
    await writeFile(folder.at('film.mp4'), film ?? '');
    await folder.ask('ffmpeg', ['-xerror', '-i', 'film.mp4', '-map', '0:v', '-f', 'null', '-']);
    const shown = ['-select_streams', 'v', '-show_entries', 'frame=pts:stream=time_base', '-of', 'json'];
    const { frames, streams } = Shown.parse(
      JSON.parse(String(await folder.ask('ffprobe', [...shown, 'film.mp4']))),
    );
    const ticks = Number(streams[0]?.time_base.split('/')[1]) / frameRate.numerator;
    const times = frames.map(({ pts }) => pts);
    expect(times).toEqual(times.map((_, frame) => frame * ticks * frameRate.denominator));
    expect(times).toHaveLength(total);
  });

  it('crops to fill and turns as the clip is to be displayed', async () => {
    const halves = [
      '-f',
      'lavfi',
      '-i',
      'color=red:size=64x96:rate=24:duration=0.5',
      '-f',
      'lavfi',
      '-i',
      'color=blue:size=64x96:rate=24:duration=0.5',
    ];
    const args = [...halves, '-filter_complex', 'hstack', ...FAST_H264];
    const { path } = await conform(turnedClockwise(await folder.make('halves.mp4', args)), 6);
    await writeFile(folder.at('turned.mp4'), files.files.get(path) ?? '');
    const pixels = await folder.ask('ffmpeg', [
      '-i',
      'turned.mp4',
      '-frames:v',
      '1',
      '-pix_fmt',
      'rgb24',
      '-f',
      'rawvideo',
      '-',
    ]);
    const at = (x: number, y: number) => [
      ...pixels.subarray((y * SIZE.width + x) * 3, (y * SIZE.width + x) * 3 + 3),
    ];
    expect(at(5, 5)[0], 'red above').toBeGreaterThan(200);
    expect(at(150, 5)[0], 'red above').toBeGreaterThan(200);
    expect(at(5, 85)[2], 'blue below').toBeGreaterThan(200);
  });

  it('refuses a clip that is cut off, and stores nothing', async () => {
    const bytes = await folder.make('cut.mp4', [
      ...clip('320x180', '24', 3),
      ...FAST_H264,
      '-movflags',
      '+faststart',
    ]);
    const { error, path } = await conform(bytes.subarray(0, bytes.length / 3), 72);
    expect(error?.code).toBe('input-unreadable');
    expect(files.stored.has(path)).toBe(false);
  });
});

describe('the song in the film', { timeout: 60_000 }, () => {
  it.each([
    ['mp3', ['-c:a', 'libmp3lame'], 'mp3', true],
    ['m4a', ['-c:a', 'aac'], 'aac', true],
    ['flac', [], 'flac', true],
    ['opus', ['-c:a', 'libopus', '-ar', '48000'], 'opus', true],
    ['ogg', ['-c:a', 'libvorbis'], 'aac', false],
    ['wav', [], 'aac', false],
  ])('%s sounds at its time', async (type, args, audioCodec, audioCopied) => {
    const name = `song.${type}`;
    const song = await folder.make(name, [...clicks(2), ...args]);
    const { path } = await conform(
      await folder.make('short.mp4', [...clip('64x36', '24', 0.2), ...FAST_H264]),
      48,
    );
    const { result, error, film } = await assemble([{ path, frames: 48 }], song, 2);
    expect(error).toBeNull();
    expect(result).toMatchObject({ qc: { audioCodec, audioCopied, startOffsetMilliseconds: 0 } });
    await writeFile(folder.at('sounding.mp4'), film ?? '');
    const difference =
      (await firstToneSeconds(folder, 'sounding.mp4')) - (await firstToneSeconds(folder, name));
    expect(Math.abs(difference)).toBeLessThan(0.001);
    const title = await folder.ask('ffprobe', [
      '-show_entries',
      'format_tags=title',
      '-of',
      'csv=p=0',
      'sounding.mp4',
    ]);
    expect(title.toString()).toContain('Two lines and a');
  });

  it('starts with the picture, also where its own file starts it late', async () => {
    const late = [
      '-f',
      'lavfi',
      '-i',
      'color=size=32x32:rate=10:duration=3',
      '-itsoffset',
      '0.4',
      ...clicks(2),
    ];
    const song = await folder.make('late.mkv', [
      ...late,
      '-map',
      '0',
      '-map',
      '1',
      ...FAST_H264,
      '-c:a',
      'aac',
    ]);
    const { path } = await conform(
      await folder.make('short.mp4', [...clip('64x36', '24', 0.2), ...FAST_H264]),
      48,
    );
    const { error, film } = await assemble([{ path, frames: 48 }], song, 2);
    expect(error).toBeNull();
    await writeFile(folder.at('sounding.mp4'), film ?? '');
    expect(Math.abs((await firstToneSeconds(folder, 'sounding.mp4')) - 0.5)).toBeLessThan(0.05);
  });
});

describe('assemble refuses', { timeout: 60_000 }, () => {
  it('a film that is not as long as its song', async () => {
    const { path } = await conform(
      await folder.make('short.mp4', [...clip('64x36', '24', 0.2), ...FAST_H264]),
      48,
    );
    const { error, film } = await assemble(
      [{ path, frames: 48 }],
      await folder.make('long.mp3', clicks(3)),
      3,
    );
    expect(error).toMatchObject({
      code: 'qc-failed',
      message: expect.stringMatching(/-1000 ms longer than the song/),
    });
    expect(film).toBeUndefined();
  });

  it('a segment that has not the frames it is said to have', async () => {
    const bytes = await folder.make('short.mp4', [...clip('64x36', '24', 0.2), ...FAST_H264]);
    const [one, two] = [await conform(bytes, 23), await conform(bytes, 25)];
    const segments = [
      { path: one.path, frames: 24 },
      { path: two.path, frames: 24 },
    ];
    const { error } = await assemble(segments, await folder.make('two.mp3', clicks(2)), 2);
    expect(error).toMatchObject({
      code: 'qc-failed',
      message: expect.stringMatching(/Segment 1 has 23 frames instead of 24/),
    });
  });

  it('segments that were encoded otherwise', async () => {
    const bytes = await folder.make('short.mp4', [
      ...clip('160x90', '24', 1),
      ...FAST_H264,
      '-movflags',
      '+faststart',
    ]);
    const { path } = await conform(bytes, 24);
    files.give('/foreign.mp4', bytes);
    const segments = [
      { path, frames: 24 },
      { path: '/foreign.mp4', frames: 24 },
    ];
    const { error } = await assemble(segments, await folder.make('two.mp3', clicks(2)), 2);
    expect(error).toMatchObject({ code: 'qc-failed', message: expect.stringMatching(/not alike/) });
  });
});
