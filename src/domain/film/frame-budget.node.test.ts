import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AspectRatio, FramesPerSecond, Resolution } from '#contracts/entities/project.ts';
import { filmFrames, frameAt, frameRateOf, frameSize, secondsAt } from './frame-budget.ts';

const RATES: FramesPerSecond[] = [23.976, 24, 25, 29.97, 30, 50, 60];
const anyRate = fc.constantFrom(...RATES).map(frameRateOf);

describe('frame rates', () => {
  it.each([
    [23.976, 24000, 1001],
    [24, 24, 1],
    [29.97, 30000, 1001],
    [60, 60, 1],
  ] as const)('%s is %s/%s', (fps, numerator, denominator) => {
    expect(frameRateOf(fps)).toEqual({ numerator, denominator });
  });
});

describe('frames from absolute times', () => {
  it.each([
    [0, 24, 0],
    [1, 24, 24],
    [0.0208, 24, 0],
    [0.0209, 24, 1],
    [180, 29.97, 5395],
    [3600, 23.976, 86314],
  ] as const)('%s s at %s is frame %s', (seconds, fps, frame) => {
    expect(frameAt(seconds, frameRateOf(fps))).toBe(frame);
  });

  it('gives a frame back from its own time, for ten hours of film', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 * 36_000 }), anyRate, (frame, rate) => {
        expect(frameAt(secondsAt(frame, rate), rate)).toBe(frame);
      }),
      { numRuns: 5000 },
    );
  });

  it('is never more than half a frame off, however many boundaries came before', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 36_000, noNaN: true }), anyRate, (seconds, rate) => {
        const off = Math.abs(secondsAt(frameAt(seconds, rate), rate) - seconds);
        expect(off).toBeLessThanOrEqual((0.5 * rate.denominator) / rate.numerator + 1e-9);
      }),
      { numRuns: 5000 },
    );
  });

  it('gives the shortest song one frame', () => {
    expect(filmFrames(0.001, frameRateOf(24))).toBe(1);
    expect(filmFrames(61.5, frameRateOf(24))).toBe(1476);
  });
});

describe('frame sizes', () => {
  it.each([
    ['16:9', '480p', 854, 480],
    ['16:9', '720p', 1280, 720],
    ['16:9', '1080p', 1920, 1080],
    ['9:16', '480p', 480, 854],
    ['9:16', '720p', 720, 1280],
    ['9:16', '1080p', 1080, 1920],
    ['1:1', '480p', 480, 480],
    ['1:1', '1080p', 1080, 1080],
  ] satisfies [AspectRatio, Resolution, number, number][])(
    '%s at %s is %s×%s',
    (ratio, res, width, height) => {
      expect(frameSize(ratio, res)).toEqual({ width, height });
    },
  );
});
