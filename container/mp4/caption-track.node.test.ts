import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { captionSamples, captionTrack } from './caption-track.ts';

const cue = fc
  .record({
    start: fc.nat(20_000),
    length: fc.integer({ min: 0, max: 5_000 }),
    text: fc.string({ minLength: 1 }),
  })
  .map(({ start, length, text }) => ({
    startSeconds: start / 1e3,
    endSeconds: (start + length) / 1e3,
    text,
  }));

describe('the samples of captions', () => {
  it('tile the film without a sample of no length, whatever the cues', () => {
    fc.assert(
      fc.property(fc.array(cue), fc.integer({ min: 1, max: 18_000 }), (cues, milliseconds) => {
        const samples = captionSamples(cues, milliseconds / 1e3);
        if (samples.length === 0) return;
        expect(samples.every(({ duration }) => duration > 0)).toBe(true);
        expect(samples.reduce((sum, { duration }) => sum + duration, 0)).toBe(milliseconds);
      }),
    );
  });

  it('begin when their cue does, and end when it or the film does, or the next one begins', () => {
    const cues = [
      { startSeconds: 3, endSeconds: 9, text: 'last' },
      { startSeconds: 1, endSeconds: 2.5, text: 'first' },
      { startSeconds: 2, endSeconds: 2.25, text: 'over it' },
    ];
    expect(captionSamples(cues, 4)).toEqual([
      { text: '', duration: 1000 },
      { text: 'first', duration: 1000 },
      { text: 'over it', duration: 250 },
      { text: '', duration: 750 },
      { text: 'last', duration: 1000 },
    ]);
  });

  it('are none where all cues lie behind the film', () => {
    expect(captionTrack([{ startSeconds: 5, endSeconds: 6, text: 'late' }], 4)).toBeUndefined();
  });
});
