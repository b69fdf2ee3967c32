import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tempoFromTaps } from './tempo-from-taps.ts';

function tapped(taps: readonly number[], beatsPerBar: number | null = 4) {
  const result = tempoFromTaps(taps, beatsPerBar);
  if ('problem' in result) throw new Error(result.problem);
  return result;
}
const steady = (bpm: number, from: number, count: number) =>
  Array.from({ length: count }, (_, index) => from + (index * 60) / bpm);

describe('a tapped tempo', () => {
  it('is exact for exact taps, and begins with the first whole bar of the song', () => {
    const { tempo, rejected, deviationSeconds } = tapped(steady(120, 12.25, 8));
    expect(tempo.bpm).toBeCloseTo(120, 6);
    // 12.25 s is the first beat of a bar of 2 s.
    expect(tempo.offsetSeconds).toBeCloseTo(0.25, 6);
    expect(tempo).toMatchObject({ confidence: 1, beatsPerBar: 4 });
    expect([rejected, deviationSeconds < 1e-6]).toEqual([[], true]);
  });

  it.each<[string, number[], number[]]>([
    ['a tap twice', [0, 0.5, 0.55, 1, 1.5, 2, 2.5], [2]],
    ['one far off', [0, 0.5, 1, 1.5, 2.24, 2.5, 3, 3.5], [4]],
    ['missing taps', [0, 0.5, 1, 2.5, 3, 3.5, 5, 5.5], []],
    ['no order', [2, 0.5, 1.5, 0, 1], []],
  ])('bears %s', (_, taps, rejected) => {
    const result = tapped(taps);
    expect(result.tempo.bpm).toBeCloseTo(120, 1);
    expect(result.rejected).toEqual(rejected);
  });

  it.each<[string, number[]]>([
    ['too few', [0, 0.5, 1]],
    ['none', []],
    ['all at once', [1, 1, 1, 1, 1]],
    ['unsteady', [0, 0.3, 1.4, 1.9, 3.3, 3.4, 4.8, 5.2, 7]],
    ['here and there', [1, 1.3, 2.7, 3, 5.5, 5.6, 9]],
    ['too slow', steady(10, 0, 6)],
    ['too fast', steady(500, 0, 8)],
  ])('is none where taps are %s', (_, taps) => {
    expect(tempoFromTaps(taps, 4)).toEqual({ problem: expect.stringMatching(/\w/) });
  });

  it('is within 1 % for people’s taps: 20 ms of scatter, up to a third missed, up to a sixth wild', () => {
    const scatter = fc.array(
      fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.integer({ min: 0, max: 79 })),
      {
        minLength: 16,
        maxLength: 48,
      },
    );
    fc.assert(
      fc.property(
        fc.double({ min: 60, max: 180, noNaN: true }),
        fc.double({ min: 0, max: 100, noNaN: true }),
        scatter,
        (bpm, from, noise) => {
          const period = 60 / bpm;
          const taps = noise.flatMap(([off, luck], index) => {
            if (luck < 20 && index % 3 === 1) return [];
            return [
              from + index * period + (luck >= 60 && index % 6 === 3 ? off * 0.5 * period : off * 0.02),
            ];
          });
          const result = tempoFromTaps(taps, 4);
          if ('problem' in result) throw new Error(`${result.problem} ${taps}`);
          expect(Math.abs(result.tempo.bpm / bpm - 1)).toBeLessThan(0.01);
          expect(result.tempo.offsetSeconds).toBeLessThanOrEqual(4 * period * 1.01);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
