import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { incomingShare, outgoingFramesOfDip, seamMask } from '#container/ffmpeg/arguments/seam-mask.ts';
import { readAvcConfiguration } from '#container/testing/avc-configuration.ts';
import { clicks, FAST_H264 } from '#container/testing/make-media.ts';
import { lumaOf, lumas, numbered, numbers } from '#container/testing/numbered.ts';
import { PictureStudio } from '#container/testing/picture-studio.ts';
import type { Blend } from '#contracts/media-jobs/seam.ts';

const LOSSLESS = ['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '2', '-pix_fmt', 'yuv420p'];
const [DARK, LIGHT] = [60, 200];
const [BLACK, WHITE] = [16, 235];
let studio: PictureStudio;
let dark: Buffer;
let light: Buffer;

beforeAll(async () => {
  studio = await PictureStudio.open(160, 90);
  dark = await flat('dark.mp4', DARK);
  light = await flat('light.mkv', LIGHT);
}, 60_000);

afterAll(async () => {
  await studio.close();
});

async function flat(name: string, luma: number): Promise<Buffer> {
  const grey = ['-f', 'lavfi', '-i', `color=gray:size=64x36:rate=30:duration=2,lutyuv=y=${luma}:u=128:v=128`];
  return studio.folder.make(name, [...grey, ...LOSSLESS]);
}

/** Luma of the last pixel of each row or column that is wanted, by frame. */
async function pixels(name: string, crop: string): Promise<number[][]> {
  const raw = await studio.folder.ask('ffmpeg', [
    '-i',
    name,
    '-vf',
    `extractplanes=y,${crop}`,
    '-f',
    'rawvideo',
    '-',
  ]);
  const length = crop.includes('crop=160:1') ? 160 : 90;
  return Array.from({ length: raw.length / length }, (_, frame) => [
    ...raw.subarray(frame * length, (frame + 1) * length),
  ]);
}

async function seam(blend: Blend, frames: number, fromFrame = 20) {
  const view = await studio.seam(
    blend,
    { bytes: dark, of: 60, from: fromFrame },
    { bytes: light, of: 60, from: 0 },
    frames,
  );
  expect(view.error).toBeNull();
  expect(view.result).toMatchObject({ kind: 'seam', frames });
  if (view.result?.kind !== 'seam') throw new Error('no seam result');
  return { ...view.result, name: view.name };
}

const count = (frames: number) => Array.from({ length: frames }, (_, frame) => frame);

describe('the mask of a seam', () => {
  it.each([1, 2, 7, 12])('of %i frames is never wholly one side', (frames) => {
    const shares = count(frames).map((frame) => incomingShare(frame, frames));
    expect(shares.every((share) => share > 0 && share < 1)).toBe(true);
    const { bytes } = seamMask('crossfade', frames, { width: 4, height: 4 });
    expect([...bytes.filter((_, index) => index % 12 === 0)]).toEqual(
      shares.map((share) => Math.round(share * 256)),
    );
  });

  it('changes the picture where a dip is all colour', () => {
    expect([1, 2, 3, 4].map(outgoingFramesOfDip)).toEqual([0, 1, 1, 2]);
  });
});

describe('a seam', { timeout: 120_000 }, () => {
  it.each([1, 2, 12])("crossfades in exactly %i frames, by the contract's shares", async (frames) => {
    const { name, black } = await seam('crossfade', frames);
    const due = count(frames).map((frame) => DARK + (LIGHT - DARK) * ((frame + 1) / (frames + 1)));
    const seen = await lumas(studio.folder, name);
    expect(seen).toHaveLength(frames);
    for (const [frame, luma] of seen.entries()) expect(Math.abs(luma - (due[frame] ?? 0))).toBeLessThan(2);
    expect(black).toEqual([]);
  });

  it.each<[Blend, number, number]>([
    ['dip-to-black', BLACK, 9],
    ['dip-to-black', BLACK, 6],
    ['dip-to-white', WHITE, 7],
    ['dip-to-white', WHITE, 1],
  ])('%s (%i) in %i frames', async (blend, colour, frames) => {
    const { name, black } = await seam(blend, frames);
    const due = count(frames).map((frame) => {
      const share = (frame + 1) / (frames + 1);
      return colour + ((share < 0.5 ? DARK : LIGHT) - colour) * Math.abs(2 * share - 1);
    });
    const seen = await lumas(studio.folder, name);
    expect(seen).toHaveLength(frames);
    for (const [frame, luma] of seen.entries()) expect(Math.abs(luma - (due[frame] ?? 0))).toBeLessThan(2.5);
    // Black is what has at most a twentieth of white's light.
    const dark = due.flatMap((luma, frame) => (luma <= 27 ? [frame] : []));
    const span = { fromFrame: dark[0], toFrame: (dark.at(-1) ?? 0) + 1 };
    expect(black).toEqual(dark.length === 0 ? [] : [span]);
  });

  it.each<[Blend, string, boolean]>([
    ['wipe-left', 'crop=160:1:0:45', true],
    ['wipe-right', 'crop=160:1:0:45', false],
    ['wipe-up', 'crop=1:90:80:0', true],
    ['wipe-down', 'crop=1:90:80:0', false],
  ])('%s moves its edge evenly', async (blend, crop, fromFarEnd) => {
    const frames = 9;
    const seen = await pixels((await seam(blend, frames)).name, crop);
    expect(seen).toHaveLength(frames);
    for (const [frame, line] of seen.entries()) {
      const along = fromFarEnd ? line.toReversed() : line;
      const covered = along.reduce((sum, luma) => sum + (luma - DARK) / (LIGHT - DARK), 0) / along.length;
      expect(Math.abs(covered - (frame + 1) / (frames + 1))).toBeLessThan(0.02);
      expect(along[0]).toBeGreaterThan(LIGHT - 4);
      expect(along.at(-1)).toBeLessThan(DARK + 4);
    }
  });
});

describe('a film with a seam', { timeout: 120_000 }, () => {
  it('goes on through it, exact in frames, with both pictures moving, and shows nothing else', async () => {
    const film = 64;
    const [first, second] = [
      await studio.folder.make('first.mp4', [
        ...(await numbered(studio.folder, 36, '160x90', '24')),
        ...LOSSLESS,
      ]),
      await studio.folder.make('second.mp4', [
        ...(await numbered(studio.folder, 36, '320x180', '24', 4)),
        ...LOSSLESS,
      ]),
    ];
    // The first is shown in frames 0 to 35, the second in 28 to 63; the seam is 28 to 35.
    const body = await studio.conform({ bytes: first, of: 36 }, 28);
    const seam = await studio.seam(
      'crossfade',
      { bytes: first, of: 36, from: 28 },
      { bytes: second, of: 36 },
      8,
    );
    const tail = await studio.conform({ bytes: second, of: 36, from: 8 }, 28);
    const parts = [body, seam, tail];
    expect(parts.map(({ error }) => error)).toEqual([null, null, null]);
    const headers = await Promise.all(parts.map(({ name }) => readAvcConfiguration(studio.folder.at(name))));
    expect(new Set(headers).size).toBe(1);

    const due = count(film).map((frame) => {
      const share = Math.min(1, Math.max(0, (frame - 27) / 9));
      const incoming = frame < 28 ? 0 : lumaOf(4 + frame - 28);
      return lumaOf(Math.min(frame, 35)) * (1 - share) + incoming * share;
    });
    const seconds = film / 24;
    const song = await studio.folder.make('song.mp3', [...clicks(seconds), '-b:a', '96k']);
    const view = await studio.media.run('joined', {
      kind: 'assemble',
      segments: parts.map(({ name }, index) => ({
        input: studio.files.url(`/${name}`),
        frames: [28, 8, 28][index],
      })),
      song: studio.files.give('/song', song),
      songDurationSeconds: seconds,
      output: { url: studio.files.url('/joined.mp4'), contentType: 'video/mp4' },
      ...studio.film,
      title: 'Joined',
    });
    expect(view).toMatchObject({
      error: null,
      result: { qc: { passed: true, frames: film, timestampsExact: true } },
    });
    const bytes = studio.files.stored.get('/joined.mp4')?.bytes ?? Buffer.alloc(0);
    studio.files.files.set('/joined.mp4', bytes);
    const { name } = await studio.conform({ bytes, of: film });
    const seen = await lumas(studio.folder, name);
    expect(seen).toHaveLength(film);
    for (const [frame, luma] of seen.entries())
      expect(Math.abs(luma - (due[frame] ?? 0)), `${frame}`).toBeLessThan(2.5);
  });

  it('takes the pictures of a dip only where they are seen', async () => {
    const outgoing = await studio.folder.make('short.mp4', [
      ...(await numbered(studio.folder, 30, '160x90', '24')),
      ...FAST_H264,
    ]);
    const { name, error } = await studio.seam(
      'dip-to-white',
      { bytes: outgoing, of: 30, from: 24 },
      { bytes: light, of: 40 },
      4,
    );
    expect(error).toBeNull();
    expect(await numbers(studio.folder, name)).toHaveLength(4);
  });
});
