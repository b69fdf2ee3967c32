import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SongAnalysis, SongSection } from '#contracts/media-jobs/analyze-song.ts';
import { calmSong } from '#domain/pipeline/testing/heard.ts';
import { withTempo } from './beat-grid.ts';
import { analysisInForce } from './fit-analysis.ts';
import { snapToBars } from './snap-to-bars.ts';

/** Sections that begin at 0 and at the times given, which ascend. */
function sectionsAt(starts: readonly number[], durationSeconds: number): SongSection[] {
  const all = [0, ...starts];
  return all.map((startSeconds, index) => ({
    kind: 'section',
    label: `Section ${index + 1}`,
    startSeconds,
    endSeconds: all[index + 1] ?? durationSeconds,
    energy: 0.5,
  }));
}

/** A song of 20 s, and where its sections but the first begin on that grid. */
function startsOn(
  tempo: { bpm: number; beatsPerBar: number | null; offsetSeconds: number },
  starts: number[],
) {
  const song = calmSong(20, { sections: sectionsAt(starts, 20) });
  const { sections } = snapToBars(withTempo(song, tempo));
  return sections.slice(1).map(({ startSeconds }) => startSeconds);
}

const FOUR = { bpm: 120, beatsPerBar: 4, offsetSeconds: 0 };

it.each([
  ['begin on the nearest bar', FOUR, [3.4, 8.9], [4, 8]],
  ['stay where they lie on one', FOUR, [4, 8], [4, 8]],
  ['share no bar: the nearest takes it', FOUR, [3.7, 4.2], [3.7, 4]],
  ['of which two are as near: the first takes it', FOUR, [3.75, 4.25], [4, 4.25]],
  ['stay at the ends of the song, where one would vanish', FOUR, [0.4, 19.5], [0.4, 19.5]],
  [
    'come up to a bar later onto the first one, and stay before that',
    { ...FOUR, offsetSeconds: 6 },
    [3, 4.5],
    [3, 6],
  ],
  ['stay without bars', { ...FOUR, beatsPerBar: null }, [3.4, 8.9], [3.4, 8.9]],
  [
    'stay where a bar is 12 s and its start is far',
    { bpm: 60, beatsPerBar: 12, offsetSeconds: 0 },
    [7, 10],
    [7, 12],
  ],
])('sections %s', (_name, tempo, starts, expected) => {
  expect(startsOn(tempo, starts)).toEqual(expected);
});

const seconds = (max: number) => fc.double({ min: 0.01, max, noNaN: true });
const ascending = (max: number) =>
  fc.uniqueArray(seconds(max), { maxLength: 25 }).map((times) => times.sort((a, b) => a - b));
const song = fc.record({
  starts: ascending(179),
  phrases: ascending(180),
  tempo: fc.record({
    bpm: fc.double({ min: 20, max: 400, noNaN: true }),
    beatsPerBar: fc.integer({ min: 2, max: 12 }),
    offsetSeconds: seconds(60),
  }),
});

describe('any song on any grid', () => {
  it('keeps its sections, which tile it, and moves starts onto bars and no further than one', () => {
    fc.assert(
      fc.property(song, ({ starts, phrases, tempo }) => {
        const before = withTempo(calmSong(180, { sections: sectionsAt(starts, 180), phrases }), tempo);
        const after = snapToBars(before);
        const bars = new Set(before.downbeats.map((index) => before.beats[index]));
        const furthest = Math.min(4, (tempo.beatsPerBar * 60) / tempo.bpm);
        const isMoved = (to: number, from: number) =>
          to === from || (bars.has(to) && Math.abs(to - from) <= furthest);
        after.sections.forEach((section, index) => {
          const { startSeconds, endSeconds, ...rest } = section;
          expect(before.sections[index]).toMatchObject(rest);
          expect(startSeconds).toBe(index === 0 ? 0 : after.sections[index - 1]?.endSeconds);
          expect(endSeconds).toBeGreaterThan(startSeconds);
          expect(isMoved(startSeconds, before.sections[index]?.startSeconds ?? -1)).toBe(true);
        });
        expect(after.sections.at(-1)?.endSeconds).toBe(180);
        expect(after.sections).toHaveLength(before.sections.length);
        after.phrases.forEach((phrase, index) => {
          expect(isMoved(phrase, phrases[index] ?? -1)).toBe(true);
          expect(phrase).toBeGreaterThan(after.phrases[index - 1] ?? -1);
        });
        expect(snapToBars(after)).toEqual(after);
      }),
      { numRuns: 500 },
    );
  });

  it('is as it was measured where nobody set a tempo', () => {
    fc.assert(
      fc.property(song, ({ starts, tempo }) => {
        const measured: SongAnalysis = withTempo(calmSong(180, { sections: sectionsAt(starts, 180) }), tempo);
        expect(analysisInForce({ measured, setTempo: null }, 180)).toBe(measured);
        const inForce = analysisInForce({ measured, setTempo: tempo }, 180);
        expect(inForce?.sections).toEqual(snapToBars(measured).sections);
      }),
      { numRuns: 50 },
    );
  });
});
