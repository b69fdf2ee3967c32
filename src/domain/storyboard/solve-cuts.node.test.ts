import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameRateOf, secondsAt } from '../film/frame-budget.ts';
import { type CutMark, cutMarks } from './cuts/cut-marks.ts';
import { type CutsInput, type LockedSpan, solveCuts } from './solve-cuts.ts';
import { allTilings, costOf, greatestMove, keepsLimit } from './testing/brute-force.ts';
import { heardSong } from './testing/songs.ts';

/** Two frames a second, so that every tiling of a small film can be looked at. */
const SLOW = { numerator: 2, denominator: 1 };
const NO_MARKS = { marks: [], sung: [] };

const limitsOf = (frames: number, minFrames: number, maxFrames: number) => ({
  frames,
  minFrames,
  maxFrames,
  fewest: Math.ceil(frames / maxFrames),
  most: Math.floor(frames / minFrames),
});

function input(changes: Partial<CutsInput>): CutsInput {
  return {
    limits: limitsOf(240, 24, 96),
    rate: frameRateOf(24),
    wishes: [],
    locked: [],
    marks: NO_MARKS,
    clipSeconds: [],
    maxMoveSeconds: 1,
    wishWeight: 1,
    ...changes,
  };
}

const at = (frame: number, cost: number, onto: CutMark['onto'] = 'beat'): CutMark => ({
  frame,
  cost,
  onto,
  label: 'a mark',
});

/** Inner cuts of a plan. */
const inner = (changes: Partial<CutsInput>) =>
  solveCuts(input(changes))
    .cuts.slice(1)
    .map(({ frame }) => frame);

describe('solving cuts', () => {
  it.each<[string, Partial<CutsInput>, number[]]>([
    ['leaves wishes where nothing is near', { wishes: [60, 130] }, [60, 130, 185]],
    [
      'goes to a mark within reach',
      { wishes: [60, 150], marks: { marks: [at(70, 0.3)], sung: [] } },
      [70, 150],
    ],
    ['not beyond it', { wishes: [60, 150], marks: { marks: [at(85, 0)], sung: [] } }, [60, 150]],
    [
      'prefers the better mark to the nearer',
      { wishes: [60, 150], marks: { marks: [at(58, 1), at(66, 0.3)], sung: [] } },
      [66, 150],
    ],
    [
      'leaves a line whole',
      {
        wishes: [60, 146],
        marks: { marks: [at(50, 1), at(62, 1)], sung: [{ startFrame: 55, endFrame: 70, text: 'x' }] },
      },
      [50, 146],
    ],
    ['drops what leaves no room', { wishes: [60, 62, 150] }, [62, 150]],
    ['does not care for the order of wishes', { wishes: [150, 60] }, [60, 150]],
    ['shortens a scene to what a clip covers', { wishes: [61, 150], clipSeconds: [2.5, 4] }, [60, 150]],
  ])('%s', (_, changes, expected) => {
    expect(inner(changes)).toEqual(expected);
  });

  it('says of every cut how far it was moved, onto what and why', () => {
    const marks = cutMarks(
      heardSong({ seconds: 10, bpm: 120, energies: [0.2, 0.8] }),
      [],
      240,
      frameRateOf(24),
    );
    const { cuts } = solveCuts(input({ wishes: [43, 125, 200], marks, maxMoveSeconds: 0.3 }));
    expect(cuts.map(({ cut }) => cut)).toEqual([
      { onto: 'limit', movedSeconds: 0, reason: 'The film starts here.' },
      {
        onto: 'downbeat',
        movedSeconds: 0.208,
        reason: 'On the first beat of bar 2, 0.21 s later than wished.',
      },
      {
        onto: 'section',
        movedSeconds: -0.208,
        reason: 'On the start of Chorus 1, 0.21 s earlier than wished.',
      },
      { onto: 'beat', movedSeconds: 0.167, reason: 'On a beat, 0.17 s later than wished.' },
    ]);
  });

  it('says so where a cut is moved further than is usual, and why', () => {
    const { cuts } = solveCuts(
      input({ wishes: [40, 60, 80, 100, 120], limits: limitsOf(144, 24, 96), maxMoveSeconds: 0.1 }),
    );
    expect(cuts.map(({ frame }) => frame)).toEqual([0, 24, 48, 72, 96, 120]);
    expect(cuts[1]?.cut).toEqual({
      onto: 'limit',
      movedSeconds: -0.667,
      reason:
        'For the lengths of the scenes beside it, 0.67 s earlier than wished. More than the usual 0.1 s: nearer, the scenes would have no room.',
    });
  });

  const smallFilm = fc
    .record({
      frames: fc.integer({ min: 6, max: 26 }),
      minFrames: fc.integer({ min: 1, max: 5 }),
      slack: fc.integer({ min: 0, max: 8 }),
      wishes: fc.array(fc.nat({ max: 26 }), { maxLength: 5 }),
      marks: fc.array(fc.tuple(fc.integer({ min: 1, max: 25 }), fc.constantFrom(0, 0.3, 0.5, 1)), {
        maxLength: 8,
      }),
      sung: fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 6 })), {
        maxLength: 3,
      }),
      clips: fc.subarray([2, 3, 5]),
      maxMoveSeconds: fc.constantFrom(0, 0.5, 1, 2, 20),
      wishWeight: fc.constantFrom(0.25, 1),
    })
    .map(({ frames, minFrames, slack, wishes, marks, sung, clips, maxMoveSeconds, wishWeight }) =>
      input({
        limits: limitsOf(frames, minFrames, 2 * minFrames + slack),
        rate: SLOW,
        wishes: [...wishes].sort((a, b) => a - b),
        marks: {
          marks: [
            ...new Map(
              marks.filter(([frame]) => frame < frames).map(([f, cost]) => [f, at(f, cost)]),
            ).values(),
          ],
          sung: sung
            .map(([startFrame, length]) => ({
              startFrame,
              endFrame: Math.min(frames, startFrame + length),
              text: 'x',
            }))
            .filter(({ startFrame, endFrame }) => endFrame > startFrame),
        },
        clipSeconds: clips,
        maxMoveSeconds,
        wishWeight,
      }),
    );

  it('finds the best of all tilings wherever the wishes have room, compared with brute force', () => {
    let compared = 0;
    let forced = 0;
    fc.assert(
      fc.property(smallFilm, (film) => {
        const { cuts, cost } = solveCuts(film);
        const targets = cuts.slice(1).map(({ target }) => target);
        // Where wishes were joined or split, the plan is compared with all plans for what is left of them.
        const asked = { ...film, wishes: targets };
        const plan = cuts.slice(1).map(({ frame }) => frame);
        const all = allTilings(asked);
        const within = all.filter((tiling) => keepsLimit(tiling, asked));
        expect(cost).toBe(costOf(plan, asked));
        expect(all.length > 0 || targets.length === 0).toBe(true);
        if (within.length > 0) {
          compared += 1;
          expect(keepsLimit(plan, asked)).toBe(true);
          expect(cost).toBe(Math.min(...within.map((tiling) => costOf(tiling, asked))));
        } else if (all.length > 0) {
          forced += 1;
          // Nobody can keep the limit; then nothing moves further than the least that will do.
          const least = Math.min(...all.map((tiling) => greatestMove(tiling, targets)));
          expect(greatestMove(plan, targets)).toBeLessThanOrEqual(Math.max(least, 0));
        }
      }),
      { numRuns: 4000 },
    );
    expect(compared).toBeGreaterThan(2000);
    expect(forced).toBeGreaterThan(50);
  });

  const anyFilm = fc.record({
    seconds: fc.integer({ min: 2, max: 240 }),
    fps: fc.constantFrom(24 as const, 25 as const, 29.97 as const),
    longest: fc.constantFrom(5, 8, 12),
    bpm: fc.option(fc.integer({ min: 50, max: 200 })),
    wishes: fc.array(fc.integer({ min: -500, max: 6500 }), { maxLength: 60 }),
    locks: fc.array(
      fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0.5, max: 15, noNaN: true })),
      {
        maxLength: 4,
      },
    ),
    maxMoveSeconds: fc.constantFrom(0, 0.25, 1, 2),
  });

  it('tiles any film, keeps the limits, the greatest movement unless it says so, and what is locked', () => {
    let reported = 0;
    fc.assert(
      fc.property(anyFilm, (film) => {
        const rate = frameRateOf(film.fps);
        const frames = Math.round(film.seconds * (rate.numerator / rate.denominator));
        const maxFrames = Math.round(film.longest * (rate.numerator / rate.denominator));
        const limits = limitsOf(frames, Math.min(36, frames), maxFrames);
        const locked = locksOf(film.locks, frames);
        const asked = input({
          limits,
          rate,
          locked,
          wishes: film.wishes,
          marks: cutMarks(heardSong({ seconds: film.seconds, bpm: film.bpm }), [], frames, rate),
          clipSeconds: [2, 5, film.longest],
          maxMoveSeconds: film.maxMoveSeconds,
        });
        const { cuts } = solveCuts(asked);
        const starts = cuts.map(({ frame }) => frame);
        const flaws: string[] = starts[0] === 0 ? [] : ['does not start at 0'];
        const edges = new Set(locked.flatMap(({ startFrame, endFrame }) => [startFrame, endFrame]));
        cuts.forEach(({ frame, target, locked: isLocked, cut }, index) => {
          const end = starts[index + 1] ?? frames;
          const length = end - frame;
          if (length < 1) flaws.push(`${frame} to ${end}`);
          if (!isLocked && length > maxFrames) flaws.push(`${length} frames are too many`);
          const wedged = (index === 0 || edges.has(frame)) && (end === frames || edges.has(end));
          if (!isLocked && length < limits.minFrames && !wedged) flaws.push(`${length} frames are too few`);
          const moved = secondsAt(Math.abs(frame - target), rate);
          // The limit falls on a frame, by rounding.
          const beyond = moved > film.maxMoveSeconds + 0.5 / 24;
          if (beyond) reported += 1;
          if (beyond && !cut.reason.includes('More than the usual')) flaws.push(`moved ${moved} in silence`);
        });
        for (const lock of locked) {
          const index = starts.indexOf(lock.startFrame);
          if (!cuts[index]?.locked || (starts[index + 1] ?? frames) !== lock.endFrame)
            flaws.push('a lock is open');
        }
        expect(flaws).toEqual([]);
        expect(solveCuts({ ...asked, wishes: [...asked.wishes].reverse() })).toEqual(solveCuts(asked));
      }),
      { numRuns: 2000 },
    );
    expect(reported).toBeGreaterThan(20);
  });
});

/** Spans that do not overlap, from places and lengths in seconds. */
function locksOf(wanted: readonly (readonly [number, number])[], frames: number): LockedSpan[] {
  const spans: LockedSpan[] = [];
  for (const [share, seconds] of wanted) {
    const startFrame = Math.round(share * frames);
    const endFrame = Math.min(frames, startFrame + Math.round(seconds * 24));
    const free = spans.every((span) => endFrame <= span.startFrame || startFrame >= span.endFrame);
    if (free && endFrame > startFrame) spans.push({ startFrame, endFrame });
  }
  return spans;
}
