import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OrientedKind, oriented } from '#container/testing/oriented-pictures.ts';
import { PictureStudio } from '#container/testing/picture-studio.ts';

/** Red, green, blue and white quarters: as they are shown, line by line, for each orientation (as Chromium does it). */
const SHOWN: Readonly<Record<number, string>> = {
  1: 'RG BW',
  2: 'GR WB',
  3: 'WB GR',
  4: 'BW RG',
  5: 'RB GW',
  6: 'BR WG',
  7: 'WG BR',
  8: 'GW RB',
};
const QUARTERS = [
  ...['-f', 'lavfi', '-i'],
  'color=white:size=64x36,drawbox=0:0:32:18:red:fill,drawbox=32:0:32:18:lime:fill,drawbox=0:18:32:18:blue:fill',
  ...['-frames:v', '1'],
];

let studio: PictureStudio;
const stills = new Map<OrientedKind, Buffer>();

beforeAll(async () => {
  studio = await PictureStudio.open(160, 90);
  for (const [kind, args] of [
    ['jpeg', ['-pix_fmt', 'yuvj444p', '-q:v', '1']],
    ['png', []],
    ['webp', ['-lossless', '1']],
    ['tiff', []],
  ] as const) {
    stills.set(kind, await studio.folder.make(`quarters.${kind}`, [...QUARTERS, ...args]));
  }
}, 60_000);

afterAll(async () => {
  await studio.close();
});

function still(kind: OrientedKind, orientation: number): Buffer {
  return oriented(kind, stills.get(kind) ?? Buffer.alloc(0), orientation);
}

/** The quarters of the picture `width` by `height` in the middle of a file of the folder. */
async function quarters(name: string, width: number, height: number): Promise<string> {
  const middles = `crop=${width}:${height},format=rgb24,scale=2:2:flags=area`;
  const raw = await studio.folder.ask('ffmpeg', [
    ...['-i', name, '-vf', middles, '-frames:v', '1', '-pix_fmt', 'rgb24', '-f', 'rawvideo', '-'],
  ]);
  const [a, b, c, d] = [0, 3, 6, 9].map((at) => colourOf(raw[at], raw[at + 1], raw[at + 2]));
  return `${a}${b} ${c}${d}`;
}

function colourOf(red = 0, green = 0, blue = 0): string {
  if (red > 180) return green > 180 ? 'W' : 'R';
  if (green > 180) return 'G';
  return blue > 180 ? 'B' : '?';
}

const ALL = Object.keys(SHOWN).map(Number);

describe('a still with an EXIF', { timeout: 60_000 }, () => {
  it.each<[OrientedKind, number]>([
    ...ALL.map((orientation): [OrientedKind, number] => ['png', orientation]),
    ['jpeg', 1],
    ['jpeg', 5],
    ['jpeg', 6],
    ['webp', 1],
    ['webp', 7],
    ['webp', 8],
    ['tiff', 3],
    ['tiff', 8],
  ])('%s of orientation %i is turned once, and so is its shape', async (kind, orientation) => {
    const bytes = still(kind, orientation);
    const { name, error, result } = await studio.conform({ bytes, of: 2, wishes: { fill: 'auto' } });
    expect(error).toBeNull();
    const isUpright = orientation >= 5;
    expect(result).toMatchObject({ fill: isUpright ? 'blur' : 'crop', sourceWidth: 64, sourceHeight: 36 });
    // Upright, 36 by 64 pixels are as high as the film.
    expect(await quarters(name, isUpright ? 50 : 160, 90)).toBe(SHOWN[orientation]);
  });

  it.each<[OrientedKind, number]>([
    ['jpeg', 6],
    ['png', 7],
    ['webp', 2],
    ['tiff', 5],
  ])('%s of orientation %i is turned in its poster', async (kind, orientation) => {
    const input = studio.files.give(`/poster-${kind}`, still(kind, orientation));
    const path = `/poster-${kind}.jpg`;
    const output = { url: studio.files.url(path), contentType: 'image/jpeg' };
    const view = await studio.media.run(`poster-${kind}`, {
      kind: 'poster',
      input,
      output,
      atSeconds: 0,
      maxWidth: 64,
    });
    const [width, height] = orientation >= 5 ? [36, 64] : [64, 36];
    expect(view.result).toMatchObject({ width, height });
    await writeFile(studio.folder.at(`poster-${kind}.jpg`), studio.files.stored.get(path)?.bytes ?? '');
    expect(await quarters(`poster-${kind}.jpg`, width, height)).toBe(SHOWN[orientation]);
  });
});
