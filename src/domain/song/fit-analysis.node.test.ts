import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SongAnalysis } from '#contracts/media-jobs/analyze-song.ts';
import { analysisInForce, fitAnalysis, instrumentalSpans } from './fit-analysis.ts';

/** A song of that length, heard to the end: a beat, and something of everything, every half second. */
function heard(durationSeconds: number): SongAnalysis {
  const times = Array.from({ length: Math.floor(durationSeconds / 0.5) + 1 }, (_, index) => index * 0.5);
  const spans = times
    .slice(0, -1)
    .map((startSeconds, index) => ({ startSeconds, endSeconds: times[index + 1] ?? durationSeconds }));
  return {
    durationSeconds,
    tempo: { bpm: 120, confidence: 0.9, beatsPerBar: 2, offsetSeconds: 0 },
    beats: times,
    downbeats: times.flatMap((_, index) => (index % 2 === 0 ? [index] : [])),
    sections: spans.map((span) => ({ kind: 'section', label: 'Section', energy: 0.5, ...span })),
    vocals: spans,
    moments: times.map((seconds) => ({ kind: 'accent', seconds, strength: 1 })),
    phrases: times,
    energy: { stepSeconds: 0.5, values: Array.from({ length: Math.ceil(durationSeconds / 0.5) }, () => 0.5) },
    loudness: null,
  };
}

describe('an analysis on the time of its song', () => {
  it('tiles the song with its sections and has nothing beyond the end, whatever was decoded', () => {
    const seconds = fc.double({ min: 1, max: 60, noNaN: true });
    fc.assert(
      fc.property(seconds, seconds, (decoded, probed) => {
        const fitted = fitAnalysis(heard(decoded), probed);
        expect(fitted.durationSeconds).toBe(probed);
        const { sections, beats, downbeats } = fitted;
        expect(sections[0]?.startSeconds).toBe(0);
        expect(sections.at(-1)?.endSeconds).toBe(probed);
        for (const [index, { startSeconds, endSeconds }] of sections.entries()) {
          expect(endSeconds).toBeGreaterThan(startSeconds);
          expect(sections[index + 1]?.startSeconds ?? probed).toBe(endSeconds);
        }
        const times = [...beats, ...fitted.phrases, ...fitted.moments.map((moment) => moment.seconds)];
        expect(
          Math.max(0, ...times, ...fitted.vocals.map(({ endSeconds }) => endSeconds)),
        ).toBeLessThanOrEqual(probed);
        expect(downbeats.every((index) => beats[index] !== undefined)).toBe(true);
      }),
    );
  });

  it('of the same length is the same', () => {
    expect(fitAnalysis(heard(20), 20)).toEqual(heard(20));
  });
});

describe('what to cut by', () => {
  const setTempo = { bpm: 60, beatsPerBar: null, offsetSeconds: 1.5 };
  it.each([
    ['nothing', null, null, null],
    ['what was measured', heard(4), null, heard(4).beats],
    ['the tempo that was set, with all else that was measured', heard(4), setTempo, [1.5, 2.5, 3.5]],
    ['the tempo that was set, where nothing was measured', null, setTempo, [1.5, 2.5, 3.5]],
  ])('is %s', (_name, measured, set, beats) => {
    const inForce = analysisInForce({ measured, setTempo: set }, 4);
    expect(inForce?.beats ?? null).toEqual(beats);
    if (measured) expect(inForce?.sections).toEqual(measured.sections);
  });
});

it.each([
  ['all of a song in which nobody sings', [], [[0, 10]]],
  [
    'before, between and after',
    [
      [2, 3],
      [5, 6],
    ],
    [
      [0, 2],
      [3, 5],
      [6, 10],
    ],
  ],
  ['nothing of a song that is sung throughout', [[0, 10]], []],
  [
    'nothing between spans that overlap',
    [
      [0, 4],
      [3, 10],
    ],
    [],
  ],
])('instrumental is %s', (_name, vocals, left) => {
  const spans = vocals.map(([startSeconds = 0, endSeconds = 0]) => ({ startSeconds, endSeconds }));
  expect(instrumentalSpans(spans, 10).map((span) => [span.startSeconds, span.endSeconds])).toEqual(left);
});
