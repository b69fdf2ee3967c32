import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FramesPerSecond } from '#contracts/entities/project.ts';
import { frameRateOf, secondsAt } from '../film/frame-budget.ts';
import { type EditedScene, editScenes, type SceneEdit, type StoryboardLimits } from './edit-scenes.ts';

const CUT = { onto: 'beat' as const, movedSeconds: 0.2, reason: 'On a beat.' };
const WORDS = { title: 't', theme: 'th', mood: 'm', lyricExcerpt: 'l', reasoning: 'r' };

/** A film of 24 s at 24 fps: scenes of 1 s to 10 s. */
function limitsAt(fps: FramesPerSecond = 24, frames = 576): StoryboardLimits {
  const canFill = (seconds: number) => seconds <= 10.02;
  return { frames, rate: frameRateOf(fps), minFrames: 24, longestSeconds: 10, canFill };
}

const scene = (id: string, startFrame: number, endFrame: number): EditedScene & { id: string } => ({
  id,
  startFrame,
  endFrame,
  ...WORDS,
  transition: null,
  clipInSeconds: 0,
  cut: CUT,
});
const THREE = [scene('a', 0, 192), scene('b', 192, 384), scene('c', 384, 576)];

function edited(edits: SceneEdit[], before = THREE, limits = limitsAt()) {
  return editScenes({ before, edits, limits, sungBetween: (start, end) => `sung ${start}-${end}` });
}
function granted(...input: Parameters<typeof edited>): EditedScene[] {
  const result = edited(...input);
  if ('errors' in result) throw new Error(JSON.stringify(result.errors));
  return result.scenes;
}
function refused(...input: Parameters<typeof edited>) {
  const result = edited(...input);
  if ('scenes' in result) throw new Error('this was granted');
  return result.errors;
}
const kept = (id: string, startSeconds: number, endSeconds: number) => ({ id, startSeconds, endSeconds });

describe('editing a storyboard', () => {
  it('moves a boundary, and leaves the words that were left out', () => {
    const scenes = granted([kept('a', 0, 7.25), { ...kept('b', 7.25, 16), title: 'new' }, kept('c', 16, 24)]);
    expect(scenes).toEqual([
      scene('a', 0, 174),
      {
        ...scene('b', 174, 384),
        title: 'new',
        cut: { onto: 'wish', movedSeconds: 0, reason: 'Set by hand.' },
      },
      scene('c', 384, 576),
    ]);
  });

  it('sets a transition and an in-point, leaves them where they are left out, and takes a transition back', () => {
    const transition = { kind: 'crossfade', seconds: 1 } as const;
    const [a, b, c] = [kept('a', 0, 8), kept('b', 8, 16), kept('c', 16, 24)];
    const set = granted([a, { ...b, transition, clipInSeconds: 2 }, c]);
    expect(set[1]).toEqual({ ...scene('b', 192, 384), transition, clipInSeconds: 2 });
    const before = set.map((one) => ({ ...one, id: one.id ?? '' }));
    expect(granted([a, b, c], before)).toEqual(set);
    expect(granted([a, { ...b, transition: null }, c], before)[1]).toMatchObject({
      transition: null,
      clipInSeconds: 2,
    });
  });

  it('inserts, removes and reorders in one go', () => {
    const scenes = granted([
      kept('c', 0, 8),
      { startSeconds: 8, endSeconds: 14, theme: 'rain' },
      kept('a', 14, 24),
    ]);
    expect(scenes.map(({ id, startFrame, endFrame }) => [id, startFrame, endFrame])).toEqual([
      ['c', 0, 192],
      [null, 192, 336],
      ['a', 336, 576],
    ]);
    expect(scenes[1]).toMatchObject({
      title: 'New scene',
      theme: 'rain',
      mood: '',
      lyricExcerpt: 'sung 192-336',
    });
  });

  it('begins a storyboard where there is none', () => {
    const whole = { startSeconds: 0, endSeconds: 8, title: 'x' };
    expect(granted([whole], [], limitsAt(24, 192))).toMatchObject([
      { id: null, startFrame: 0, endFrame: 192 },
    ]);
  });

  it.each([
    ['decimals of the same frame', 7.25, 7.2500001],
    ['a time that was shown and rounded', 7.2916, 7.29167],
    ['half a frame less', 7.25, 7.2301],
  ])('takes %s for the same boundary', (_, end, start) => {
    const [first, second] = granted([kept('a', 0, end), kept('b', start, 16), kept('c', 16, 24)]);
    expect(first?.endFrame).toBe(second?.startFrame);
  });

  it.each<[string, SceneEdit[], string, RegExp]>([
    [
      'a gap',
      [kept('a', 0, 8), kept('b', 8.5, 16), kept('c', 16, 24)],
      '/scenes/1/startSeconds',
      /12 frames are in no scene.*Expected 8 s/,
    ],
    [
      'an overlap',
      [kept('a', 0, 8), kept('b', 7, 16), kept('c', 16, 24)],
      '/scenes/1/startSeconds',
      /24 frames are in two scenes/,
    ],
    [
      'a late start',
      [kept('a', 1, 8), kept('b', 8, 16), kept('c', 16, 24)],
      '/scenes/0/startSeconds',
      /the film starts at frame 0/,
    ],
    [
      'an early end',
      [kept('a', 0, 8), kept('b', 8, 16), kept('c', 16, 23)],
      '/scenes/2/endSeconds',
      /24 frames are in no scene.*Expected 24 s/,
    ],
    [
      'an end behind the film',
      [kept('a', 0, 8), kept('b', 8, 16), kept('c', 16, 25)],
      '/scenes/2/endSeconds',
      /outside the film/,
    ],
    [
      'times turned round',
      [kept('a', 0, 8), kept('b', 8, 4), kept('c', 4, 24)],
      '/scenes/1/endSeconds',
      /not after its start/,
    ],
    [
      'too short a scene',
      [kept('a', 0, 8), kept('b', 8, 8.5), kept('c', 8.5, 18), kept('d', 18, 24)],
      '/scenes/1',
      /at least 1 s/,
    ],
    [
      'too long a scene',
      [kept('a', 0, 12), kept('b', 12, 16), kept('c', 16, 24)],
      '/scenes/0',
      /lasts 12 s, but a clip.*at most 10 s/,
    ],
    [
      'an unknown id',
      [kept('a', 0, 8), kept('x', 8, 16), kept('c', 16, 24)],
      '/scenes/1/id',
      /no such scene/,
    ],
    [
      'an id twice',
      [kept('a', 0, 8), kept('a', 8, 16), kept('c', 16, 24)],
      '/scenes/1/id',
      /scene 1 of the list again/,
    ],
  ])('refuses %s and says where', (_, edits, pointer, message) => {
    expect(refused(edits)).toContainEqual({ pointer, message: expect.stringMatching(message) });
  });

  it('names every wrong place at once', () => {
    const errors = refused([kept('a', 0.5, 8), kept('b', 8, 16), kept('c', 17, 24)]);
    expect(errors.map(({ pointer }) => pointer)).toEqual([
      '/scenes/0/startSeconds',
      '/scenes/2/startSeconds',
    ]);
  });

  it('lets a scene stay as long or as short as it was', () => {
    const before = [scene('a', 0, 300), scene('b', 300, 310), scene('c', 310, 576)];
    const edits = [kept('a', 0, 12.5), { ...kept('b', 12.5, 310 / 24), title: 'x' }, kept('c', 310 / 24, 24)];
    expect(granted(edits, before)).toHaveLength(3);
    expect(refused([kept('b', 0, 11), kept('c', 11, 24)], before)).toMatchObject([
      { pointer: '/scenes/0' },
      { pointer: '/scenes/1' },
    ]);
  });
});

const RATES: FramesPerSecond[] = [23.976, 24, 25, 29.97, 30, 50, 60];

interface Case {
  before: ReturnType<typeof scene>[];
  edits: SceneEdit[];
  limits: StoryboardLimits;
}

/** Cuts a film into scenes. */
function cut(frames: number, cuts: readonly number[]): number[] {
  return [...new Set([0, ...cuts.map((at) => at % frames), frames])].sort((a, b) => a - b);
}

/** Any storyboard and any wanted one: mostly a tiling, with times off by up to a frame and ids in any order. */
const anyCase: fc.Arbitrary<Case> = fc
  .record({
    fps: fc.constantFrom(...RATES),
    frames: fc.integer({ min: 1, max: 4000 }),
    old: fc.array(fc.nat(), { maxLength: 8 }),
    wanted: fc.array(fc.nat(), { maxLength: 8 }),
    off: fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 20, maxLength: 20 }),
    wild: fc.double({ min: 0, max: 1, noNaN: true }),
    ids: fc.array(fc.option(fc.constantFrom('0', '1', '2', '3', '4', 'x'), { freq: 4 }), {
      minLength: 9,
      maxLength: 9,
    }),
    minFrames: fc.integer({ min: 1, max: 40 }),
    longest: fc.integer({ min: 1, max: 4000 }),
  })
  .map(({ fps, frames, old, wanted, off, wild, ids, minFrames, longest }) => {
    const rate = frameRateOf(fps);
    const before = cut(frames, old);
    const after = cut(frames, wanted);
    const at = (frame: number, index: number) =>
      Math.max(0, secondsAt(frame + (off[index] ?? 0) * (wild > 0.6 ? 1 : 0.4), rate));
    return {
      before: before.slice(1).map((end, index) => scene(String(index), before[index] ?? 0, end)),
      edits: after.slice(1).map((end, index) => ({
        id: ids[index] ?? undefined,
        startSeconds: at(after[index] ?? 0, index),
        endSeconds: at(end, index + 10),
      })),
      limits: {
        frames,
        rate,
        minFrames,
        longestSeconds: secondsAt(longest, rate),
        canFill: (seconds) => seconds <= secondsAt(longest, rate) + 1e-9,
      },
    };
  });

describe('whatever is asked', () => {
  it('tiles the film within the limits, or names places in the list and nothing else', () => {
    let [good, bad] = [0, 0];
    fc.assert(
      fc.property(anyCase, ({ before, edits, limits }) => {
        const result = editScenes({ before, edits, limits, sungBetween: () => '' });
        if ('errors' in result) {
          bad += 1;
          expect(result.errors.length).toBeGreaterThan(0);
          for (const { pointer } of result.errors)
            expect(
              Number(/^\/scenes\/(\d+)(\/(id|startSeconds|endSeconds))?$/.exec(pointer)?.[1]),
            ).toBeLessThan(edits.length);
          return;
        }
        good += 1;
        const { scenes } = result;
        const old = new Map(before.map((one) => [one.id, one.endFrame - one.startFrame]));
        expect(scenes.map(({ startFrame }) => startFrame)).toEqual([
          0,
          ...scenes.slice(0, -1).map(({ endFrame }) => endFrame),
        ]);
        expect(scenes.at(-1)?.endFrame).toBe(limits.frames);
        const ids = scenes.flatMap(({ id }) => id ?? []);
        expect(new Set(ids).size).toBe(ids.length);
        scenes.forEach(({ startFrame, endFrame, id }, index) => {
          const length = endFrame - startFrame;
          expect(length).toBeGreaterThan(0);
          expect(id).toBe(edits[index]?.id ?? id);
          if (old.get(id ?? '') === length) return;
          expect(length).toBeGreaterThanOrEqual(limits.minFrames);
          expect(limits.canFill(secondsAt(length, limits.rate))).toBe(true);
        });
      }),
      { numRuns: 3000 },
    );
    // A property that only ever saw one side would prove nothing.
    expect(Math.min(good, bad)).toBeGreaterThan(100);
  });

  it('is the same storyboard when it is asked twice, new scenes included', () => {
    let granted = 0;
    fc.assert(
      fc.property(anyCase, ({ before, edits, limits }) => {
        const once = editScenes({ before, edits, limits, sungBetween: () => 'la' });
        if ('errors' in once) return;
        granted += 1;
        const named = once.scenes.map((one, index) => ({ ...one, id: one.id ?? `new-${index}` }));
        expect(editScenes({ before: named, edits, limits, sungBetween: () => 'la' })).toEqual({
          scenes: named,
        });
      }),
      { numRuns: 2000 },
    );
    expect(granted).toBeGreaterThan(100);
  });
});
