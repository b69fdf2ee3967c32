import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FilmStudio, STUDIO_RATE, type StudioSegment } from '#container/testing/film-studio.ts';

/** Bright, dark, white (a flash), brightest. */
const COLOURS = ['red', 'navy', 'white', 'yellow'] as const;
let studio: FilmStudio;
let segments: StudioSegment[];
let counter: string;

beforeAll(async () => {
  studio = await FilmStudio.open();
  segments = [];
  for (const color of COLOURS) segments.push(await studio.segment(color, 12));
  // Each frame is brighter than the one before: its level tells its number.
  const lines = "geq=lum='16+N*10':cb=128:cr=128";
  const bytes = await studio.folder.make('counter.mp4', [
    ...['-f', 'lavfi', '-i', `color=black:size=64x36:rate=24000/1001:duration=1,${lines}`],
    ...['-frames:v', '20', '-c:v', 'libx264', '-qp', '0', '-pix_fmt', 'yuv420p'],
  ]);
  counter = studio.files.give('/counter.mp4', bytes);
}, 120_000);

afterAll(() => studio.close());

async function meanColour(name: string, crop: string): Promise<number[]> {
  const filter = `crop=${crop},scale=1:1:flags=area,format=rgb24`;
  return [...(await studio.folder.ask('ffmpeg', ['-i', name, '-vf', filter, '-f', 'rawvideo', '-']))];
}

describe('thumbnails', { timeout: 60_000 }, () => {
  it('are the frames that were asked for, each file fetched once', async () => {
    const frames = [0, 1, 7, 18, 19];
    const targets = frames.map((frame) => studio.target(`thumbnail-${frame}.jpg`, 'image/jpeg'));
    const before = studio.files.requests.length;
    const { error, result } = await studio.run({
      kind: 'thumbnails',
      pictures: frames.map((frame, index) => ({
        input: counter,
        frame,
        frameRate: { numerator: 24_000, denominator: 1001 },
        output: targets[index]?.output,
      })),
      maxWidth: 32,
    });
    expect(error).toBeNull();
    expect(
      studio.files.requests.slice(before).filter((request) => request === 'GET /counter.mp4'),
    ).toHaveLength(1);
    if (result?.kind !== 'thumbnails') throw new Error('no thumbnails');
    for (const [index, { path }] of targets.entries()) {
      const { bytes } = await studio.take(path, 'thumbnail.jpg');
      expect(result.pictures[index]).toEqual({ width: 32, height: 18, sizeBytes: bytes.length });
      const [level = 0] = await meanColour('thumbnail.jpg', '32:18:0:0');
      expect(Math.round((level * 219) / 2550), `frame ${frames[index]}`).toBe(frames[index]);
    }
  });
});

describe('a poster', { timeout: 60_000 }, () => {
  const candidates = () => segments.map(({ input }) => ({ input, frame: 6, frameRate: STUDIO_RATE }));

  it('is the brightest candidate that is not white, in its colours', async () => {
    const { path, output } = studio.target('poster.jpg', 'image/jpeg');
    const { error, result } = await studio.run({
      kind: 'brightest-poster',
      candidates: candidates(),
      maxWidth: 640,
      output,
    });
    expect(error).toBeNull();
    const { bytes } = await studio.take(path, 'poster.jpg');
    expect(result).toEqual({
      kind: 'brightest-poster',
      chosen: 3,
      width: 160,
      height: 90,
      sizeBytes: bytes.length,
    });
    const [red = 0, green = 0, blue = 255] = await meanColour('poster.jpg', '160:20:0:0');
    expect([red > 245, green > 245, blue < 12]).toEqual([true, true, true]);
  });

  it('is the only one where there is no choice, white or not', async () => {
    const { output } = studio.target('white.jpg', 'image/jpeg');
    const { result } = await studio.run({
      kind: 'brightest-poster',
      candidates: candidates().slice(2, 3),
      maxWidth: 80,
      output,
    });
    expect(result).toMatchObject({ chosen: 0, width: 80, height: 45 });
  });
});

describe('a sheet', { timeout: 120_000 }, () => {
  it('shows every scene in its cell, clips and pictures of any shape, with number and time', async () => {
    const upright = await studio.folder.make('upright.png', [
      '-f',
      'lavfi',
      '-i',
      'color=lime:size=90x160',
      '-frames:v',
      '1',
    ]);
    const inputs = [...segments.map(({ input }) => input), studio.files.give('/upright.png', upright)];
    const { path, output } = studio.target('sheet.jpg', 'image/jpeg');
    const scenes = inputs.map((input, scene) => ({
      input,
      frame: 2,
      frameRate: STUDIO_RATE,
      startSeconds: scene * 71.25,
    }));
    const { error, result } = await studio.run({ kind: 'sheet', scenes, width: 160, height: 90, output });
    expect(error).toBeNull();
    const { bytes } = await studio.take(path, 'sheet.jpg');
    const size = { width: 2 * 12 + 2 * 320 + 8, height: 2 * 12 + 3 * 220 + 2 * 8 };
    expect(result).toEqual({ kind: 'sheet', columns: 2, rows: 3, ...size, sizeBytes: bytes.length });
    const cell = (index: number) =>
      `20:20:${12 + (index % 2) * 328 + 150}:${12 + Math.floor(index / 2) * 228 + 20}`;
    const near = [
      [255, 0, 0],
      [0, 0, 128],
      [255, 255, 255],
      [255, 255, 0],
      [0, 255, 0],
    ];
    for (const [index, wanted] of near.entries()) {
      const seen = await meanColour('sheet.jpg', cell(index));
      expect(
        seen.every((level, part) => Math.abs(level - (wanted[part] ?? -99)) < 16),
        `scene ${index + 1}: ${seen}`,
      ).toBe(true);
    }
    // Beside the upright picture there is paper, and below every one there is writing on it.
    expect(Math.max(...(await meanColour('sheet.jpg', '60:100:16:480')))).toBeLessThan(40);
    const writing = await meanColour('sheet.jpg', '40:30:12:196');
    expect(Math.max(...writing)).toBeGreaterThan(24);
  });
});
