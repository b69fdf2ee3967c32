import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timePicture } from './picture-timing.ts';

const RATES = [
  { numerator: 24, denominator: 1 },
  { numerator: 30_000, denominator: 1001 },
] as const;

describe('the timing of a picture', () => {
  it('never gives nothing, never starts behind what is wanted or what there is, never plays too slow', () => {
    const clips = fc.record({
      frames: fc.integer({ min: 1, max: 500 }),
      perSecond: fc.integer({ min: 5, max: 120 }),
    });
    const picture = fc.record({
      inSeconds: fc.double({ min: 0, max: 3, noNaN: true }),
      frames: fc.integer({ min: 1, max: 400 }),
      short: fc.constantFrom('hold' as const, 'slow' as const),
      slowestSpeed: fc.double({ min: 0.25, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(clips, picture, fc.nat(399), fc.constantFrom(...RATES), (clip, wishes, from, rate) => {
        const times = { last: (clip.frames - 1) / clip.perSecond, end: clip.frames / clip.perSecond };
        fc.pre(wishes.inSeconds < times.end - 0.01);
        const cut = { fromFrame: Math.min(from, wishes.frames - 1), frames: wishes.frames };
        const { speed, leadFrame, sourceFrames } = timePicture(wishes, cut, rate, times);
        expect(speed).toBeGreaterThanOrEqual(wishes.short === 'slow' ? wishes.slowestSpeed : 1);
        expect(speed).toBeLessThanOrEqual(1);
        expect(sourceFrames).toBeGreaterThanOrEqual(1);
        expect(sourceFrames).toBeLessThanOrEqual(cut.frames);
        expect(leadFrame).toBeLessThanOrEqual(cut.fromFrame);
        const lead = wishes.inSeconds + (leadFrame * speed * rate.denominator) / rate.numerator;
        if (clip.frames > 1) expect(lead).toBeLessThan(times.end);
      }),
    );
  });

  it.each([
    [1, 'input-unreadable'],
    [0.9995, 'input-unreadable'],
    [0.99, undefined],
  ])('from %s s of a second on: %s', (inSeconds, code) => {
    const wishes = { inSeconds, frames: 24, short: 'hold' as const, slowestSpeed: 1 };
    const time = () => timePicture(wishes, { fromFrame: 0, frames: 24 }, RATES[0], { last: 23 / 24, end: 1 });
    if (code === undefined) expect(time()).toMatchObject({ sourceFrames: 1 });
    else expect(time).toThrow(expect.objectContaining({ code }));
  });
});
