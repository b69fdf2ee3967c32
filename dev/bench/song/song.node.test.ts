import { describe, expect, it } from 'vitest';
import { KINDS, makeBenchSong } from './catalogue.ts';
import { matchBeats, scoreOf } from './score.ts';
import { NO_BEAT } from './truth.ts';

describe('beats are matched', () => {
  it.each([
    ['all of them', [1, 2, 3], [1.01, 1.96, 3], 1],
    ['not beyond 70 ms', [1, 2, 3], [1.08, 1.92, 3], 1 / 3],
    ['each at most once', [1, 1.1], [1.05], 2 / 3],
    ['twice as many found', [1, 2], [1, 1.5, 2, 2.5], 2 / 3],
    ['half as many found', [1, 2, 3, 4], [1, 3], 2 / 3],
    ['none found', [1, 2], [], 0],
  ])('%s', (_, truth, found, measure) => {
    expect(matchBeats(truth, found).measure).toBeCloseTo(measure, 6);
  });
});

describe('a tempo is judged', () => {
  const truth = { ...NO_BEAT, bpm: 100, beats: [1, 2] };
  it.each([
    [100, true, true],
    [103.9, true, true],
    [104.1, false, false],
    [50, false, true],
    [200, false, true],
    [33.4, false, true],
    [300, false, true],
    [150, false, false],
    [null, false, false],
  ])('%s for 100', (bpm, accuracy1, accuracy2) => {
    const score = scoreOf(truth, { bpm, beats: [], downbeats: null });
    expect(score).toMatchObject({ accuracy1, accuracy2, calledBeatless: null });
  });

  it('only by its beats where it changes, and not at all where there is none', () => {
    const heard = { bpm: 100, beats: [1, 2], downbeats: [] };
    expect(scoreOf({ ...truth, changing: true }, heard)).toMatchObject({ accuracy1: null, beats: 1 });
    expect(scoreOf(NO_BEAT, heard)).toMatchObject({ beats: null, calledBeatless: false });
    expect(scoreOf(NO_BEAT, { ...heard, bpm: null })).toMatchObject({ calledBeatless: true });
  });
});

describe('songs', () => {
  it('follow from their kind and seed alone', async () => {
    const [one, again, other] = [
      await makeBenchSong('house', 5, 8000),
      await makeBenchSong('house', 5, 8000),
      await makeBenchSong('house', 6, 8000),
    ];
    expect(again).toEqual(one);
    expect(other.truth.bpm).not.toBe(one.truth.bpm);
  });

  it('are as many as a claim needs, with and without a beat', () => {
    expect(Object.keys(KINDS).length).toBeGreaterThanOrEqual(30);
  });

  it.each(['rock', 'waltz', 'ritardando', 'rubato'])('%s has a truth that fits its length', async (kind) => {
    const { pcm, rate, truth } = await makeBenchSong(kind, 7, 8000);
    const seconds = pcm.length / rate;
    expect(pcm.every(Number.isFinite)).toBe(true);
    for (const [index, beat] of truth.beats.entries()) {
      expect(beat).toBeGreaterThan(truth.beats[index - 1] ?? -1);
      expect(beat).toBeLessThan(seconds);
    }
    expect(truth.downbeats.every((beat) => truth.beats.includes(beat))).toBe(true);
    expect(truth.beats.length > 0).toBe(truth.bpm !== null);
  });
});
