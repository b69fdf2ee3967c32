import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SongAnalysis } from '#contracts/media-jobs/analyze-song.ts';
import { makeBenchSong } from '#dev/bench/song/catalogue.ts';
import { matchBeats } from '#dev/bench/song/score.ts';
import type { HeardSong } from './analyze.ts';
import { HOP, SAMPLE_RATE } from './frames.ts';
import { analyze, delayed, hear, samples } from './testing/hear.ts';

const song = async (kind: string, seed: number) => makeBenchSong(kind, seed, SAMPLE_RATE);

describe('songs whose beat is known', () => {
  it.each([
    ['rock', 2001, 4],
    ['waltz', 2001, 3],
    ['arpeggio', 2001, 4],
    ['noise-6-db', 2001, undefined],
    ['step-up', 2001, undefined],
  ])('hears %s', async (kind, seed, beatsPerBar) => {
    const { pcm, truth } = await song(kind, seed);
    const heard = analyze(pcm);
    expect(matchBeats(truth.beats, heard.beats).measure).toBeGreaterThan(0.95);
    if (!truth.changing) {
      expect(Math.abs((heard.tempo?.bpm ?? 0) / (truth.bpm ?? 1) - 1)).toBeLessThan(0.005);
    }
    if (beatsPerBar === undefined) return;
    expect(heard.tempo?.beatsPerBar).toBe(beatsPerBar);
    const downbeats = heard.downbeats.map((index) => heard.beats[index] ?? -1);
    expect(matchBeats(truth.downbeats, downbeats).measure).toBeGreaterThan(0.9);
  });

  it.each(['recitative', 'drone', 'rubato', 'rain', 'white-noise', 'silence'])(
    'invents no beat for %s',
    async (kind) => {
      const heard = analyze((await song(kind, 2001)).pcm);
      expect(heard).toMatchObject({ tempo: null, beats: [], downbeats: [] });
    },
  );

  it('begins a section with the drums, and calls their entry a drop', async () => {
    const { pcm, truth } = await song('late-drums', 2001);
    const { sections, moments } = analyze(pcm);
    const entry = truth.changes[0] ?? 0;
    expect(
      sections.map(({ startSeconds }) => Math.abs(startSeconds - entry)).sort((a, b) => a - b)[0],
    ).toBeLessThan(0.1);
    expect(sections[0]?.kind).toBe('intro');
    expect(moments.some(({ kind, seconds }) => kind === 'drop' && Math.abs(seconds - entry) < 1)).toBe(true);
  });
});

describe('what must not matter', () => {
  it('how loud a song is', async () => {
    const { pcm } = await song('rock', 2002);
    const heard = analyze(pcm);
    for (const gain of [0.02, 0.3]) {
      const quiet = analyze(pcm.map((sample) => sample * gain));
      expect(quiet.tempo?.bpm).toBeCloseTo(heard.tempo?.bpm ?? 0, 1);
      expect(quiet.beats).toHaveLength(heard.beats.length);
      for (const [index, beat] of quiet.beats.entries()) {
        expect(Math.abs(beat - (heard.beats[index] ?? 0))).toBeLessThan(0.004);
      }
    }
  });

  it('in which pieces it comes', async () => {
    const pcm = (await song('chords', 2002)).pcm.subarray(0, 5 * SAMPLE_RATE);
    const whole = hear(pcm, pcm.length);
    for (const piece of [1000, 4097]) expect(hear(pcm, piece)).toEqual(whole);
  });

  it('when it begins: its beats come later by as much, within a hop', async () => {
    const pcm = (await song('house', 2003)).pcm.subarray(0, 20 * SAMPLE_RATE);
    const heard = analyze(pcm);
    expect(heard.beats.length).toBeGreaterThan(20);
    for (const seconds of [0.0061, 0.35, 2.691]) {
      const later = analyze(delayed(pcm, seconds)).beats;
      for (const beat of heard.beats.slice(2, -2)) {
        const off = Math.min(...later.map((other) => Math.abs(other - seconds - beat)));
        expect(off, `${beat} + ${seconds}`).toBeLessThan(HOP / SAMPLE_RATE);
      }
    }
  });
});

/** Any sound and no sound: pieces of very different kinds, one after the other. */
const anySound = fc
  .array(
    fc.record({
      seconds: fc.double({ min: 0.001, max: 3, noNaN: true }),
      level: fc.constantFrom(0, 1e-6, 0.01, 0.9, 50),
      kind: fc.constantFrom('silence', 'noise', 'tone', 'clicks', 'constant', 'clipped', 'broken'),
      seed: fc.integer({ min: 1, max: 1e6 }),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((pieces) => {
    const sounds = pieces.map(({ seconds, level, kind, seed }) => {
      let state = seed;
      const noise = () => {
        state = Math.imul(state, 1_103_515_245) + 12_345;
        return (state >> 8) / 2 ** 23;
      };
      return samples(seconds, (time, i) => {
        if (kind === 'noise') return level * noise();
        if (kind === 'tone') return level * Math.sin(2 * Math.PI * (100 + (seed % 3000)) * time);
        if (kind === 'clicks') return i % (3000 + (seed % 20_000)) < 5 ? level : 0;
        if (kind === 'constant') return level;
        if (kind === 'clipped') return Math.max(-1, Math.min(1, 20 * noise()));
        return kind === 'broken' ? ([Number.NaN, Infinity, -Infinity, 1][i % 4] ?? 0) : 0;
      });
    });
    const pcm = new Float32Array(sounds.reduce((sum, { length }) => sum + length, 0) || 1);
    let at = 0;
    for (const sound of sounds) {
      pcm.set(sound, at);
      at += sound.length;
    }
    return pcm;
  });

describe('any sound', () => {
  it('gives an analysis that holds together', () => {
    fc.assert(
      fc.property(anySound, (pcm) => {
        const heard = analyze(pcm);
        expect(heard.durationSeconds).toBeCloseTo(pcm.length / SAMPLE_RATE, 6);
        expectSound(heard);
      }),
      { numRuns: 30 },
    );
  });
});

function expectSound(heard: HeardSong): void {
  const { durationSeconds, beats, downbeats, sections, vocals, moments, phrases } = heard;
  // The contract refuses what is no number, or out of its range.
  SongAnalysis.parse({ ...heard, loudness: null });
  expectAscending(beats, durationSeconds);
  expectAscending(downbeats, beats.length - 1);
  expect(heard.tempo === null).toBe(beats.length === 0);
  expect(sections[0]?.startSeconds).toBe(0);
  expect(sections.at(-1)?.endSeconds).toBe(durationSeconds);
  for (const [index, section] of sections.entries()) {
    expect(section.endSeconds).toBeGreaterThan(section.startSeconds);
    if (index > 0) expect(section.startSeconds).toBe(sections[index - 1]?.endSeconds);
  }
  for (const { startSeconds, endSeconds } of vocals) expect(endSeconds).toBeGreaterThan(startSeconds);
  expectAscending(
    vocals.flatMap(({ startSeconds, endSeconds }) => [startSeconds, endSeconds]),
    durationSeconds,
  );
  expectAscending(phrases, durationSeconds);
  for (const { seconds } of moments) expect(seconds).toBeLessThanOrEqual(durationSeconds);
  expect([...moments].sort((a, b) => a.seconds - b.seconds)).toEqual(moments);
}

/** Strictly. */
function expectAscending(values: readonly number[], greatest: number): void {
  for (const [index, value] of values.entries()) {
    expect(value).toBeLessThanOrEqual(greatest);
    expect(value).toBeGreaterThan(values[index - 1] ?? -1);
  }
}
