import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FramesPerSecond, Transition } from '#contracts/entities/index.ts';
import { Transition as TransitionSchema } from '#contracts/entities/index.ts';
import { fitClip } from './clip-fit.ts';
import { type CutPlan, cutPlan, type SceneToCut, spanFrames } from './cut-plan.ts';
import { frameAt, frameRateOf } from './frame-budget.ts';

const CUT: Transition = { kind: 'cut', seconds: 0.5 };
const blend = (seconds: number, kind: Transition['kind'] = 'crossfade'): Transition => ({ kind, seconds });

/** Scenes named by their place, from their boundaries and the transitions into them. */
function scenesOf(boundaries: readonly number[], transitions: readonly Transition[]): SceneToCut[] {
  return boundaries.slice(1).map((endFrame, index) => ({
    id: String(index),
    startFrame: boundaries[index] ?? 0,
    endFrame,
    transition: transitions[index] ?? CUT,
  }));
}

/** Bodies and seams as `[start, end)` in film order. */
function piecesOf(plan: CutPlan): [number, number][] {
  const spans = [...plan.scenes.map(({ body }) => body), ...plan.seams];
  return spans
    .sort((a, b) => a.startFrame - b.startFrame)
    .map(({ startFrame, endFrame }) => [startFrame, endFrame]);
}

describe('cutting a film', () => {
  it.each([
    ['cuts alone', [0, 48, 96], [CUT, CUT], 24, [[0, 48], [48, 96]]], // biome-ignore format: a table
    ['an even seam around its boundary', [0, 48, 96], [CUT, blend(0.5)], 24, [[0, 42], [42, 54], [54, 96]]], // biome-ignore format: a table
    ['an odd seam with its odd frame before the boundary', [0, 48, 96], [CUT, blend(0.2)], 24, [[0, 45], [45, 50], [50, 96]]], // biome-ignore format: a table
    ['no seam into the first scene', [0, 48], [blend(1)], 24, [[0, 48]]],
    ['rates of 1001', [0, 60, 120], [CUT, blend(1)], 29.97, [[0, 45], [45, 75], [75, 120]]], // biome-ignore format: a table
    ['half a frame rounded up', [0, 60, 120], [CUT, blend(0.1)], 25, [[0, 58], [58, 61], [61, 120]]], // biome-ignore format: a table
  ] as const)('has %s', (_, boundaries, transitions, fps, pieces) => {
    const plan = cutPlan(scenesOf(boundaries, transitions), frameRateOf(fps));
    expect(piecesOf(plan)).toEqual(pieces);
    expect(plan.shortened).toEqual([]);
  });

  it('shows both pictures through all of a seam', () => {
    const plan = cutPlan(scenesOf([0, 48, 96], [CUT, blend(0.5, 'wipe-left')]), frameRateOf(24));
    expect(plan.scenes).toMatchObject([
      { picture: { startFrame: 0, endFrame: 54 }, fromFrame: 0 },
      { picture: { startFrame: 42, endFrame: 96 }, fromFrame: 12 },
    ]);
    expect(plan.seams).toEqual([
      {
        startFrame: 42,
        endFrame: 54,
        fromSceneId: '0',
        sceneId: '1',
        blend: 'wipe-left',
        outgoingFromFrame: 42,
      },
    ]);
  });

  it.each([
    ['two scenes of 10 frames', [0, 10, 20], 1, 18],
    ['a first scene of one frame', [0, 1, 100], 1, 0],
    ['a last scene of one frame', [0, 99, 100], 1, 1],
    ['a first scene of three frames', [0, 3, 100], 2, 4],
  ] as const)('shortens what does not fit, and says so: %s', (_, boundaries, seconds, frames) => {
    const plan = cutPlan(scenesOf(boundaries, [CUT, blend(seconds)]), frameRateOf(24));
    expect(plan.shortened).toEqual([{ sceneId: '1', wishedFrames: seconds * 24, frames }]);
    expect(plan.seams.map(spanFrames)).toEqual(frames === 0 ? [] : [frames]);
  });
});

const anyTransition: fc.Arbitrary<Transition> = fc.record({
  kind: fc.constantFrom(...TransitionSchema.shape.kind.options),
  seconds: fc.double({ min: 0.1, max: 5, noNaN: true }),
});
const RATES: FramesPerSecond[] = [23.976, 24, 25, 29.97, 30, 50, 60];

/** Films of every length, of scenes from one frame to ten seconds. */
const anyFilm = fc
  .record({
    fps: fc.constantFrom(...RATES),
    scenes: fc.array(
      fc.tuple(fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 300 })), anyTransition),
      {
        minLength: 1,
        maxLength: 40,
      },
    ),
  })
  .map(({ fps, scenes }) => {
    const boundaries = [0];
    for (const [frames] of scenes) boundaries.push((boundaries.at(-1) ?? 0) + frames);
    return {
      rate: frameRateOf(fps),
      scenes: scenesOf(
        boundaries,
        scenes.map(([, transition]) => transition),
      ),
    };
  });

describe('whatever film is cut', () => {
  it('is tiled by bodies and seams, and its pictures are where they are seen', () => {
    fc.assert(
      fc.property(anyFilm, ({ rate, scenes }) => {
        const plan = cutPlan(scenes, rate);
        const pieces = piecesOf(plan);
        expect(pieces.map(([start]) => start)).toEqual([0, ...pieces.slice(0, -1).map(([, end]) => end)]);
        expect(pieces.at(-1)?.[1]).toBe(scenes.at(-1)?.endFrame);
        for (const [start, end] of pieces) expect(end).toBeGreaterThan(start);
        plan.scenes.forEach(({ sceneId, body, picture, fromFrame }, index) => {
          const into = plan.seams.find((seam) => seam.sceneId === sceneId);
          const out = plan.seams.find((seam) => seam.fromSceneId === sceneId);
          expect(picture).toEqual({
            startFrame: into?.startFrame ?? body.startFrame,
            endFrame: out?.endFrame ?? body.endFrame,
          });
          expect(picture.startFrame + fromFrame).toBe(body.startFrame);
          if (out) expect(picture.startFrame + out.outgoingFromFrame).toBe(out.startFrame);
          const scene = scenes[index];
          expect(scene && body.startFrame >= scene.startFrame && body.endFrame <= scene.endFrame).toBe(true);
        });
        for (const seam of plan.seams) {
          const boundary = scenes.find(({ id }) => id === seam.sceneId)?.startFrame ?? 0;
          expect(boundary - seam.startFrame).toBe(Math.ceil(spanFrames(seam) / 2));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('has every seam as long as it was asked for, or names it', () => {
    let [whole, short] = [0, 0];
    fc.assert(
      fc.property(anyFilm, ({ rate, scenes }) => {
        const plan = cutPlan(scenes, rate);
        for (const { id, transition } of scenes.slice(1)) {
          if (transition.kind === 'cut') continue;
          const found = plan.seams.find(({ sceneId }) => sceneId === id);
          const [frames, wished] = [found ? spanFrames(found) : 0, frameAt(transition.seconds, rate)];
          const named = plan.shortened.find(({ sceneId }) => sceneId === id);
          if (named) short += 1;
          else whole += 1;
          expect(named).toEqual(frames < wished ? { sceneId: id, wishedFrames: wished, frames } : undefined);
        }
      }),
      { numRuns: 500 },
    );
    expect(Math.min(whole, short)).toBeGreaterThan(100);
  });

  it('changes with one transition its two neighbours and itself alone; with its kind nothing but itself', () => {
    fc.assert(
      fc.property(anyFilm, fc.nat(), anyTransition, ({ rate, scenes }, pick, transition) => {
        const at = pick % scenes.length;
        const before = cutPlan(scenes, rate);
        const after = cutPlan(
          scenes.map((scene, index) => (index === at ? { ...scene, transition } : scene)),
          rate,
        );
        after.scenes.forEach((cut, index) => {
          if (at === 0 || (index !== at && index !== at - 1)) expect(cut).toEqual(before.scenes[index]);
          else expect(cut.sceneId).toBe(before.scenes[index]?.sceneId);
        });
        const others = (plan: CutPlan) =>
          plan.seams
            .filter(({ sceneId }) => sceneId !== String(at))
            // The scene's picture begins with the changed seam, so that the next seam is found later or earlier in it.
            .map(({ outgoingFromFrame, ...seam }) => ({
              ...seam,
              from: seam.fromSceneId === String(at) ? null : outgoingFromFrame,
            }));
        expect(others(after)).toEqual(others(before));
        const kind = transition.kind === 'wipe-up' ? 'wipe-down' : 'wipe-up';
        const recut = (changed: Transition) =>
          cutPlan(
            scenes.map((scene, index) => (index === at ? { ...scene, transition: changed } : scene)),
            rate,
          );
        const [one, other] = [recut({ ...transition, kind: 'crossfade' }), recut({ ...transition, kind })];
        expect(other.scenes).toEqual(one.scenes);
        expect(other.seams.map((seam) => ({ ...seam, blend: null }))).toEqual(
          one.seams.map((seam) => ({ ...seam, blend: null })),
        );
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a clip in its picture', () => {
  it.each([
    ['fits', 100, 100, 'hold', 0.5, { speed: 1, heldFrames: 0, trimmedFrames: 0 }],
    ['is trimmed', 100, 124, 'slow', 0.5, { speed: 1, heldFrames: 0, trimmedFrames: 24 }],
    ['is held', 100, 80, 'hold', 0.5, { speed: 1, heldFrames: 20, trimmedFrames: 0 }],
    ['plays slower', 100, 80, 'slow', 0.5, { speed: 0.8, heldFrames: 0, trimmedFrames: 0 }],
    [
      'plays as slow as it may and is held',
      100,
      30,
      'slow',
      0.5,
      { speed: 0.5, heldFrames: 40, trimmedFrames: 0 },
    ],
    ['of one frame stands still', 100, 1, 'slow', 0.25, { speed: 0.25, heldFrames: 96, trimmedFrames: 0 }],
  ] as const)('%s', (_, neededFrames, givenFrames, short, slowestSpeed, fit) => {
    expect(fitClip({ neededFrames, givenFrames, short, slowestSpeed })).toEqual(fit);
  });
});
