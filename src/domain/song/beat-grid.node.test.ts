import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameRateOf } from '../film/frame-budget.ts';
import { heardSong } from '../storyboard/testing/songs.ts';
import { gridFrames, gridOfTempo, withTempo } from './beat-grid.ts';

describe('the beat grid', () => {
  it.each<[string, number, number | null, number, number, number[], number[]]>([
    ['4/4', 120, 4, 0, 3, [0, 0.5, 1, 1.5, 2, 2.5, 3], [0, 4]],
    ['3/4 from an offset', 60, 3, 0.25, 5, [0.25, 1.25, 2.25, 3.25, 4.25], [0, 3]],
    ['no bars', 60, null, 1, 3, [1, 2, 3], []],
    ['an offset behind the song', 60, 4, 9, 3, [], []],
  ])('of a tempo: %s', (_, bpm, beatsPerBar, offsetSeconds, durationSeconds, beats, downbeats) => {
    expect(gridOfTempo({ bpm, beatsPerBar, offsetSeconds }, durationSeconds)).toEqual({ beats, downbeats });
  });

  it('lies on frames from absolute times, so that it does not drift', () => {
    const rate = frameRateOf(23.976);
    const grid = gridFrames(gridOfTempo({ bpm: 128, beatsPerBar: 4, offsetSeconds: 0.1 }, 1800), rate);
    const last = grid.beats.length - 1;
    expect(grid.beats[last]).toBe(Math.round(((0.1 + (last * 60) / 128) * 24000) / 1001));
    expect(grid.downbeats[100]).toEqual({ frame: grid.beats[400], bar: 101 });
  });

  it('takes a tempo that was set by hand for what was heard', () => {
    const heard = heardSong({ seconds: 10, bpm: null });
    const set = withTempo(heard, { bpm: 60, beatsPerBar: 4, offsetSeconds: 0.5 });
    expect(set.tempo).toEqual({ bpm: 60, beatsPerBar: 4, offsetSeconds: 0.5, confidence: 1 });
    expect([set.beats.length, set.downbeats]).toEqual([10, [0, 4, 8]]);
    expect(set.sections).toBe(heard.sections);
  });

  it('ascends and never has a frame twice, however fast the beats', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 20, max: 400, noNaN: true }),
        fc.double({ min: 0, max: 60, noNaN: true }),
        (bpm, end) => {
          const grid = gridOfTempo({ bpm, beatsPerBar: 2, offsetSeconds: 0 }, end);
          const { beats, downbeats } = gridFrames(grid, { numerator: 4, denominator: 1 });
          expect(beats.every((frame, index) => index === 0 || frame > (beats[index - 1] ?? 0))).toBe(true);
          expect(downbeats.every(({ frame }) => beats.includes(frame))).toBe(true);
        },
      ),
    );
  });
});
