import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MediaFolder } from '#container/testing/make-media.ts';
import type { StillMotion } from '#contracts/media-jobs/still-motion.ts';
import { canvasSize, motionFilter } from './still-motion.ts';

const FILM = { width: 480, height: 270 };
const CANVAS = canvasSize(FILM);
const FRAMES = 60;
/** Where a soft dot lies on the canvas. */
const DOT = { x: 330, y: CANVAS.height / 2 };
/** Luma, a chroma plane, and how bright both are beside the dot. */
const PLANES = [
  { name: 'y', ground: 60, subsampled: 1 },
  { name: 'u', ground: 128, subsampled: 2 },
] as const;

let folder: MediaFolder;

beforeAll(async () => {
  folder = await MediaFolder.open();
  const planes = PLANES.map(({ ground, subsampled }) => dotPlane(ground, 115, subsampled));
  const other = Buffer.alloc((CANVAS.width * CANVAS.height) / 4, 128);
  await writeFile(folder.at('dot.yuv'), Buffer.concat([...planes, other]));
}, 60_000);

afterAll(async () => {
  await folder.remove();
});

function dotPlane(ground: number, light: number, subsampled: number): Buffer {
  const width = CANVAS.width / subsampled;
  const plane = Buffer.alloc(width * (CANVAS.height / subsampled));
  for (const index of plane.keys()) {
    const x = (index % width) * subsampled + 0.5;
    const y = (Math.floor(index / width) + 0.5) * subsampled;
    const distance = (x - DOT.x) ** 2 + (y - DOT.y) ** 2;
    plane[index] = Math.round(ground + light * Math.exp(-distance / 128));
  }
  return plane;
}

/** The dot's centre of gravity in each frame of a move, in luma pixels from the left edge. */
async function centres(move: StillMotion, plane: (typeof PLANES)[number], fromFrame = 0): Promise<number[]> {
  const still = [
    '-f',
    'rawvideo',
    '-pixel_format',
    'yuv420p',
    '-video_size',
    `${CANVAS.width}x${CANVAS.height}`,
  ];
  const camera = motionFilter({ move, frames: FRAMES, fromFrame }, FILM);
  const filter = `tpad=stop=-1:stop_mode=clone,${camera},extractplanes=${plane.name}`;
  const frames = String(FRAMES - fromFrame);
  const raw = await folder.ask('ffmpeg', [
    ...still,
    '-i',
    'dot.yuv',
    '-vf',
    filter,
    '-frames:v',
    frames,
    '-f',
    'rawvideo',
    '-',
  ]);
  const width = FILM.width / plane.subsampled;
  const size = width * (FILM.height / plane.subsampled);
  return Array.from({ length: raw.length / size }, (_, frame) => {
    let [sum, moment] = [0, 0];
    for (const [index, value] of raw.subarray(frame * size, (frame + 1) * size).entries()) {
      const weight = value - plane.ground;
      sum += weight;
      moment += weight * (index % width);
    }
    return (moment / sum) * plane.subsampled + 0.5;
  });
}

/** Where the dot is to be seen: zoom, and place of the view between the left edge and the right one. */
const WAYS: Readonly<Record<StillMotion, (way: number) => { zoom: number; across: number }>> = {
  'zoom-in': (way) => ({ zoom: 1 + 0.12 * way, across: 0.5 }),
  'zoom-out': (way) => ({ zoom: 1.12 - 0.12 * way, across: 0.5 }),
  'pan-right': (way) => ({ zoom: 1.12, across: way }),
  'pan-left': (way) => ({ zoom: 1.12, across: 1 - way }),
};

function ideal(move: StillMotion, frame: number): number {
  const { zoom, across } = WAYS[move](frame / (FRAMES - 1));
  return ((DOT.x - CANVAS.width * (1 - 1 / zoom) * across) * zoom * FILM.width) / CANVAS.width;
}

const rms = (values: number[]) =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);

describe('the camera over a still', { timeout: 60_000 }, () => {
  // The keys of a closed record.
  const cases = (Object.keys(WAYS) as StillMotion[]).flatMap((move) =>
    PLANES.map((plane) => [move, plane.name, plane] as const),
  );

  it.each(cases)(
    '%s, in plane %s, stays within 0.05 pixels rms of its ideal way',
    async (move, _name, plane) => {
      const seen = await centres(move, plane);
      expect(seen).toHaveLength(FRAMES);
      const wrong = seen.map((x, frame) => x - ideal(move, frame));
      const steps = wrong.slice(1).map((value, frame) => value - (wrong[frame] ?? Number.NaN));
      expect(rms(wrong)).toBeLessThan(0.05);
      expect(rms(steps)).toBeLessThan(0.05);
    },
  );

  it('is at the same places in a cut as in the whole', async () => {
    const whole = await centres('pan-left', PLANES[0]);
    const cut = await centres('pan-left', PLANES[0], 40);
    expect(cut).toEqual(whole.slice(40));
  });
});
