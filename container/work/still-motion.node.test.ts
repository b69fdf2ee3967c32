import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FileServer } from '#container/testing/file-server.ts';
import { clicks, clip, FAST_H264, MediaFolder } from '#container/testing/make-media.ts';
import { MediaProcess } from '#container/testing/media-process.ts';
import { pictureOf } from '#container/testing/picture.ts';
import type { StillMotion } from '#contracts/media-jobs/still-motion.ts';

const SIZE = { width: 160, height: 90 };
const RATE = { numerator: 24_000, denominator: 1001 };
const files = new FileServer();
let folder: MediaFolder;
let media: MediaProcess;
let still: Buffer;

beforeAll(async () => {
  folder = await MediaFolder.open();
  await files.start();
  media = await MediaProcess.start(folder.path);
  // Two white bars, 60 pixels to the left and to the right of the middle.
  const bars = [94, 214].map((x) => `drawbox=x=${x}:y=0:w=12:h=180:color=white:t=fill`).join(',');
  const black = ['-f', 'lavfi', '-i', 'color=black:size=320x180'];
  still = await folder.make('still.png', [...black, '-vf', bars, '-frames:v', '1']);
}, 60_000);

afterAll(async () => {
  await media.stop();
  await files.stop();
  await folder.remove();
});

async function conform(name: string, bytes: Buffer, frames: number, motion?: StillMotion) {
  const path = `/${name}.mp4`;
  const view = await media.run(`conform-${name}`, {
    kind: 'conform',
    picture: pictureOf(files.give(`/input-${name}`, bytes), frames, motion ? { motion } : {}),
    fromFrame: 0,
    output: { url: files.url(path), contentType: 'video/mp4' },
    frames,
    frameRate: RATE,
    ...SIZE,
  });
  const stored = files.stored.get(path)?.bytes ?? Buffer.alloc(0);
  files.files.set(path, stored);
  await writeFile(folder.at(`${name}.mp4`), stored);
  return { ...view, path, frames };
}

/** Brightness of the middle row of every frame. */
async function rows(name: string): Promise<Buffer[]> {
  const args = [
    '-i',
    `${name}.mp4`,
    '-vf',
    'format=gray,crop=iw:1:0:45',
    '-pix_fmt',
    'gray',
    '-f',
    'rawvideo',
    '-',
  ];
  const raw = await folder.ask('ffmpeg', args);
  const count = Math.floor(raw.length / SIZE.width);
  return Array.from({ length: count }, (_, row) => raw.subarray(row * SIZE.width, (row + 1) * SIZE.width));
}

/** Where the white of a row has its middle, from `from` to `to`. */
function middle(row: Buffer | undefined, from: number, to: number): number {
  const light = [...(row ?? [])].map((value, x) => ({ x, value })).slice(from, to);
  const sum = light.reduce((all, { value }) => all + value, 0);
  return light.reduce((all, { x, value }) => all + x * value, 0) / sum;
}

const distance = (row: Buffer | undefined) =>
  middle(row, SIZE.width / 2, SIZE.width) - middle(row, 0, SIZE.width / 2);

describe('the camera over a still', { timeout: 60_000 }, () => {
  it.each([
    ['zoom-in', (first, last) => distance(last) - distance(first)],
    ['zoom-out', (first, last) => distance(first) - distance(last)],
    ['pan-right', (first, last) => middle(first, 0, 160) - middle(last, 0, 160)],
    ['pan-left', (first, last) => middle(last, 0, 160) - middle(first, 0, 160)],
  ] as [StillMotion, (first: Buffer | undefined, last: Buffer | undefined) => number][])(
    '%s moves its way, for exactly the frames that were asked for',
    async (motion, moved) => {
      const view = await conform(motion, still, 48, motion);
      expect(view).toMatchObject({
        error: null,
        result: { frames: 48, sourceFrames: 1, sourceWidth: 320, sourceHeight: 180 },
      });
      const frames = await rows(motion);
      expect(frames).toHaveLength(48);
      expect(moved(frames.at(0), frames.at(-1))).toBeGreaterThan(5);
      // It never stands for long: a step is finer than a pixel, and so is seen in the edges of the bars.
      const seconds = frames.filter((_, index) => index % 12 === 0);
      expect(new Set(seconds.map(String)).size).toBe(seconds.length);
    },
  );

  it('holds a still where no move is asked for, and takes a single frame as well', async () => {
    await conform('held', still, 24);
    const held = await rows('held');
    expect(Math.abs(distance(held.at(0)) - distance(held.at(-1)))).toBeLessThan(0.5);
    expect(await conform('one', still, 1, 'pan-left')).toMatchObject({ error: null, result: { frames: 1 } });
  });

  it('joins with held stills and clips by stream copy, whatever they were encoded as', async () => {
    const moving = await folder.make('moving.mp4', [...clip('320x180', '24', 2), ...FAST_H264]);
    const photo = ['-f', 'lavfi', '-i', 'testsrc2=size=320x180', '-frames:v', '1', '-pix_fmt', 'yuvj420p'];
    const jpeg = await folder.make('photo.jpg', photo);
    const segments = [
      await conform('a-clip', moving, 30, 'zoom-in'),
      await conform('a-png', still, 31, 'zoom-out'),
      await conform('a-jpeg', jpeg, 12, 'pan-left'),
      await conform('a-held-jpeg', jpeg, 7),
    ];
    expect(segments[0]?.result, 'a clip moves by itself').toMatchObject({ sourceFrames: 30 });
    const seconds = (80 * RATE.denominator) / RATE.numerator;
    const song = await folder.make('song.mp3', [...clicks(seconds), '-b:a', '96k']);
    const { result, error } = await media.run('film', {
      kind: 'assemble',
      segments: segments.map(({ path, frames }) => ({ input: files.url(path), frames })),
      song: files.give('/song', song),
      songDurationSeconds: seconds,
      output: { url: files.url('/film.mp4'), contentType: 'video/mp4' },
      frameRate: RATE,
      ...SIZE,
      title: 'A film',
    });
    expect(error).toBeNull();
    expect(result).toMatchObject({ qc: { passed: true, frames: 80, timestampsExact: true } });
  });
});
