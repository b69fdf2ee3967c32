import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAvcConfiguration } from '#container/testing/avc-configuration.ts';
import { clicks, turnedClockwise } from '#container/testing/make-media.ts';
import { numbered, numbers } from '#container/testing/numbered.ts';
import { PictureStudio } from '#container/testing/picture-studio.ts';
import type { Picture } from '#contracts/media-jobs/picture.ts';

const LOSSLESS = ['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '2', '-pix_fmt', 'yuv420p'];
let studio: PictureStudio;

beforeAll(async () => {
  studio = await PictureStudio.open(160, 90);
}, 60_000);

afterAll(async () => {
  await studio.close();
});

async function make(name: string, frames: number, size: string, rate: string, args: string[] = LOSSLESS) {
  return studio.folder.make(name, [...(await numbered(studio.folder, frames, size, rate)), ...args]);
}

/** Conforms, and answers the number of the source's frame that each frame of the segment shows. */
async function shown(bytes: Buffer, of: number, wishes: Partial<Picture> = {}, cut?: [number, number]) {
  const [from, frames] = cut ?? [0, of];
  const view = await studio.conform({ bytes, of, from, wishes }, frames);
  expect(view.error).toBeNull();
  if (view.result?.kind !== 'conform') throw new Error('no conform result');
  return { ...view.result, shown: await numbers(studio.folder, view.name), name: view.name };
}

const count = (frames: number) => Array.from({ length: frames }, (_, frame) => frame);
/** What a clip of `given` frames at `rate` shows in frame n of a film at 24 fps, its last frame held. */
const at24 = (frames: number, rate: number, given: number) =>
  count(frames).map((frame) => Math.min(given - 1, Math.floor((frame * rate) / 24 + rate / 24 / 2)));

/** Arguments behind the numbered input; the frames that are then to be seen, for a picture of 24. */
const VARIABLE = ["setpts='if(lt(N,8),N,8+(N-8)*2)/(24*TB)'"];
const CLIPS: readonly (readonly [string, string, string, string[], number[]])[] = [
  ['as the film is', 'same.mp4', '24', LOSSLESS, count(24)],
  [
    'at twice the rate',
    'fast.mp4',
    '48',
    LOSSLESS,
    count(20)
      .map((frame) => frame * 2)
      .concat([39, 39, 39, 39]),
  ],
  [
    'VFR, slower from frame 8 on',
    'vfr.mkv',
    '24',
    ['-vf', VARIABLE.join(''), '-vsync', 'vfr', '-enc_time_base', '1:1000', ...LOSSLESS],
    [...count(8), ...count(16).map((frame) => 8 + Math.floor(frame / 2))],
  ],
  ['in 4:2:2 with 10 bits', 'deep.mkv', '24', [...LOSSLESS, '-pix_fmt', 'yuv422p10le'], count(24)],
  [
    'with B-frames',
    'b.mp4',
    '24',
    ['-c:v', 'libx264', '-qp', '2', '-bf', '3', '-pix_fmt', 'yuv420p'],
    count(24),
  ],
  [
    'in VP9',
    'clip.webm',
    '24',
    ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-crf', '10', '-b:v', '0'],
    count(24),
  ],
];

describe('a clip', { timeout: 120_000 }, () => {
  it.each(CLIPS)('%s shows its frames at their times', async (_what, name, rate, args, frames) => {
    const result = await shown(await make(name, 40, '160x90', rate, [...args]), 24);
    expect(result.shown).toEqual(frames);
    expect(result).toMatchObject({ frames: 24, speed: 1, fill: 'crop', black: [] });
  });

  it.each([
    ['640x360', '15', 15],
    ['640x361', '24', 24],
    ['641x361', '24', 24],
    ['99x55', '25', 25],
  ])('of %s at %s fps fills the frame', async (size, rate, perSecond) => {
    const lossless = ['-c:v', 'ffv1'];
    const { shown: frames, sourceFrames } = await shown(
      await make(`odd-${size}.mkv`, 20, size, rate, lossless),
      36,
    );
    const given = Math.round((20 * 24) / perSecond);
    expect(sourceFrames).toBe(given);
    expect(frames).toHaveLength(36);
    expect(frames.slice(given)).toEqual(count(36 - given).map(() => 19));
    const due = at24(given, perSecond, 20);
    expect(frames.slice(0, given).every((frame, index) => Math.abs(frame - (due[index] ?? 0)) <= 1)).toBe(
      true,
    );
    expect(frames[0]).toBe(0);
  });

  it('has the headers of every other segment, whatever it was', async () => {
    const headers = new Set<string | undefined>();
    for (const name of ['same.mp4', 'deep.mkv', 'clip.webm', 'odd-641x361.mkv']) {
      const view = await studio.conform({ bytes: await readFile(studio.folder.at(name)), of: 5 });
      headers.add(await readAvcConfiguration(studio.folder.at(view.name)));
    }
    expect(headers.size).toBe(1);
    expect([...headers][0]).toMatch(/^[0-9a-f]+$/);
  });

  it('begins with its first picture, also where its sound begins before', async () => {
    const late = await make('video.mp4', 24, '160x90', '24');
    expect(late.length).toBeGreaterThan(0);
    const sound = [...clicks(1), '-itsoffset', '0.4', '-i', studio.folder.at('video.mp4')];
    const bytes = await studio.folder.make('late.mkv', [...sound, '-map', '1', '-map', '0', '-c:v', 'copy']);
    expect((await shown(bytes, 24)).shown).toEqual(count(24));
  });

  it('of one frame is held', async () => {
    const bytes = await make('one.mp4', 1, '160x90', '60');
    const result = await shown(bytes, 30, { short: 'slow', slowestSpeed: 0.25 });
    expect(result.shown).toEqual(count(30).map(() => 0));
    expect(result).toMatchObject({ sourceFrames: 1, speed: 1, frozen: [{ fromFrame: 0, toFrame: 30 }] });
  });

  it('that changes its size half-way goes on', async () => {
    for (const [index, size] of ['160x90', '320x180'].entries()) {
      const input = await numbered(studio.folder, 12, size, '24', index * 12);
      await studio.folder.make(`part-${index}.ts`, [...input, ...LOSSLESS]);
    }
    const parts = await Promise.all([0, 1].map((index) => readFile(studio.folder.at(`part-${index}.ts`))));
    const list = ['-i', `concat:${[0, 1].map((index) => studio.folder.at(`part-${index}.ts`)).join('|')}`];
    expect(parts).toHaveLength(2);
    const bytes = await studio.folder.make('growing.ts', [
      ...list,
      '-c',
      'copy',
      '-bsf:v',
      'setts=pts=N*3750:dts=N*3750',
    ]);
    expect((await shown(bytes, 24)).shown).toEqual(count(24));
  });

  it('is seen upright: 1080x1920 turned by its metadata', async () => {
    const bytes = turnedClockwise(await make('phone.mp4', 12, '1920x1080', '24'));
    const result = await shown(bytes, 12, { fill: 'auto' });
    expect(result).toMatchObject({ fill: 'blur', sourceWidth: 1920, sourceHeight: 1080 });
    expect(result.shown).toEqual(count(12));
  });
});

describe('the in-point', { timeout: 120_000 }, () => {
  it.each([
    [0.5, 12],
    [0.52, 12],
    [1.3, 31],
  ])('of %s s begins with frame %i', async (inSeconds, first) => {
    const bytes = await make('in.mp4', 40, '160x90', '24');
    const frames = count(16).map((frame) => Math.min(39, frame + first));
    expect((await shown(bytes, 16, { inSeconds })).shown).toEqual(frames);
  });

  it('behind the clip is refused', async () => {
    const view = await studio.conform({
      bytes: await readFile(studio.folder.at('in.mp4')),
      of: 16,
      wishes: { inSeconds: 1.7 },
    });
    expect(view.error).toEqual({
      code: 'input-unreadable',
      message: expect.stringMatching(/ends after 1.67 s, before the 1.70 s/),
    });
  });

  it('far into a clip is sought and found to the frame', async () => {
    const args = [
      '-vf',
      'tpad=start=300:start_mode=clone',
      '-c:v',
      'libx264',
      '-qp',
      '2',
      '-g',
      '100',
      '-bf',
      '3',
    ];
    const bytes = await make('long.mp4', 40, '160x90', '24', args);
    const result = await shown(bytes, 30, { inSeconds: 300 / 24 + 5 / 24 }, [10, 12]);
    expect(result.shown).toEqual(count(12).map((frame) => 15 + frame));
  });
});

describe('a clip that is too short', { timeout: 120_000 }, () => {
  it.each([
    // frames of the clip, of the picture, slowest; speed, frames that it gives.
    [20, 24, 0.5, 20 / 24, 24],
    [12, 24, 0.5, 0.5, 24],
    [8, 24, 0.5, 0.5, 16],
    [6, 24, 0.25, 0.25, 24],
    [24, 24, 0.25, 1, 24],
    [8, 24, 1, 1, 8],
  ])(
    'of %i frames for %i, not slower than %s, plays at %s',
    async (given, of, slowestSpeed, speed, sourceFrames) => {
      const bytes = await make(`slow-${given}.mp4`, given, '160x90', '24');
      const result = await shown(bytes, of, { short: 'slow', slowestSpeed });
      expect(result.speed).toBeCloseTo(speed, 4);
      expect(result.sourceFrames).toBe(sourceFrames);
      const times = count(given).map((frame) => Math.round(frame / speed));
      const due = count(of).map((frame) => times.filter((time) => time <= frame).length - 1);
      expect(result.shown).toEqual(due);
    },
  );
});

describe('cuts of one picture', { timeout: 120_000 }, () => {
  it.each<[string, number, string, Partial<Picture>]>([
    ['as it is', 40, '24', {}],
    ['of twice the rate', 40, '48', { inSeconds: 0.1 }],
    ['slowed down and held', 20, '25', { short: 'slow', slowestSpeed: 0.6 }],
    ['held', 10, '30', {}],
  ])('%s are the frames of the uncut one', async (what, given, rate, wishes) => {
    const bytes = await make(`cuts-${what.replaceAll(' ', '-')}.mp4`, given, '160x90', rate);
    const whole = (await shown(bytes, 40, wishes)).shown;
    expect(new Set(whole).size).toBeGreaterThan(5);
    const parts = [];
    for (const cut of [
      [0, 7],
      [7, 23],
      [30, 10],
    ] as const)
      parts.push(...(await shown(bytes, 40, wishes, [...cut])).shown);
    expect(parts).toEqual(whole);
  });
});

describe('what is noticed', { timeout: 120_000 }, () => {
  it('is black and frozen spans of the cut, in its own frames', async () => {
    const grey = await numbered(studio.folder, 40, '160x90', '24');
    const filter = "drawbox=c=black:t=fill:enable='between(n,5,7)+gte(n,38)',tpad=stop=20:stop_mode=clone";
    const bytes = await studio.folder.make('dark.mp4', [...grey, '-vf', filter, ...LOSSLESS]);
    const { black, frozen } = await shown(bytes, 60, {}, [4, 50]);
    expect(black).toEqual([
      { fromFrame: 1, toFrame: 4 },
      { fromFrame: 34, toFrame: 50 },
    ]);
    expect(frozen).toEqual([{ fromFrame: 34, toFrame: 50 }]);
  });
});
