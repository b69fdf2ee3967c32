import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pacing } from './pacing.ts';

describe('pacing', () => {
  it.each([
    [180, null, 12, 36],
    [15, null, 12, 3],
    [4, null, 12, 1],
    [0.5, null, 12, 1],
    [60, 6, 10, 6],
    [60, 2, 10, 6],
    [60, 400, 10, 40],
    [60.000_000_1, 6, 10, 6],
    [61, null, 7.5, 12],
  ])(
    'plans %s s with %s wished scenes and clips of at most %s s as %s scenes',
    (durationSeconds, sceneCount, longestClipSeconds, planned) => {
      expect(pacing({ durationSeconds, sceneCount, longestClipSeconds }).sceneCount).toBe(planned);
    },
  );

  it('says why a wished count was changed, and nothing where it was kept', () => {
    expect(pacing({ durationSeconds: 60, sceneCount: 2, longestClipSeconds: 10 }).note).toContain(
      'at most 10 s',
    );
    expect(pacing({ durationSeconds: 60, sceneCount: 90, longestClipSeconds: 10 }).note).toContain(
      'at least 1.5 s',
    );
    expect(pacing({ durationSeconds: 60, sceneCount: 12, longestClipSeconds: 10 }).note).toBeNull();
    expect(pacing({ durationSeconds: 60, sceneCount: null, longestClipSeconds: 10 }).note).toBeNull();
  });

  it('never asks for scenes that cannot fill the song', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 36_000, noNaN: true }),
        fc.option(fc.integer({ min: 1, max: 400 })),
        fc.constantFrom(5, 6, 7.5, 10, 12),
        (durationSeconds, sceneCount, longestClipSeconds) => {
          const plan = pacing({ durationSeconds, sceneCount, longestClipSeconds });
          expect(plan.sceneCount * plan.maxSeconds).toBeGreaterThanOrEqual(durationSeconds - 1e-4);
          expect(plan.sceneCount * plan.minSeconds).toBeLessThanOrEqual(durationSeconds + 1e-4);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
