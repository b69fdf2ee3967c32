import { describe, expect, it } from 'vitest';
import { eachAutocorrelation } from './autocorrelation.ts';
import { melBands } from './bands.ts';
import { findBars } from './bars.ts';
import { movingMean, peakShift, quantile } from './curves.ts';
import { energyOf, meanEnergy } from './energy.ts';
import { FRAME_RATE, SAMPLE_RATE } from './frames.ts';
import { TONAL_RATE } from './listener.ts';
import { momentsOf } from './moments.ts';
import { onsetStrength } from './onset-strength.ts';
import { phrasesOf } from './phrases.ts';
import { nameSections, type Part } from './section-kinds.ts';
import { Spectrum } from './spectrum.ts';
import { periodAt, tempoPath, usualness } from './tempo-path.ts';
import { tempogram } from './tempogram.ts';
import { hear, samples } from './testing/hear.ts';
import { refineBeats, trackBeats } from './track-beats.ts';
import { vocalsOf } from './vocals.ts';
import { waveformOf } from './waveform.ts';

const frames = (seconds: number) => Math.round(seconds * FRAME_RATE);

/** A curve with a bump at each of the places, in fractional frames. */
function bumps(length: number, places: readonly number[]): Float32Array {
  const curve = new Float32Array(length);
  for (const place of places) {
    for (let i = Math.floor(place) - 4; i <= place + 5; i += 1) {
      if (i >= 0 && i < length) curve[i] = (curve[i] ?? 0) + Math.exp(-0.5 * ((i - place) / 1.3) ** 2);
    }
  }
  return curve;
}

const every = (period: number, length: number, from = 7.3) =>
  Array.from({ length: Math.floor((length - from) / period) }, (_, i) => from + i * period);

describe('curves', () => {
  it.each([
    [[0, 1, 0], 0],
    [[0.5, 1, 0], -0.1667],
    [[1, 1, 0], -0.5],
    [[1, 1, 1], 0],
    [[3, 1, 0], 0],
  ])('the top of the parabola through %j is off by %d', ([before = 0, peak = 0, after = 0], shift) => {
    expect(peakShift(before, peak, after)).toBeCloseTo(shift, 3);
  });

  it('a moving mean takes what there is at the ends', () => {
    expect([...movingMean(Float32Array.of(3, 0, 0, 6), 1)]).toEqual([1.5, 1, 2, 3]);
    expect(quantile([5, 1, 3], 0.5)).toBe(3);
  });
});

describe('spectra', () => {
  it.each([60, 440, 3000, 9000])('a tone of %d Hz is loudest in the band around it', (hertz) => {
    const spectrum = new Spectrum(1024);
    const bands = melBands(30, 30, 10_500, 1024);
    const power = spectrum.measure(
      samples(1024 / SAMPLE_RATE, (time) => Math.sin(2 * Math.PI * hertz * time)),
      0,
    );
    const sums = new Float64Array(30);
    bands.sum(power, sums);
    const loudest = bands.centres[sums.indexOf(Math.max(...sums))] ?? 0;
    expect(Math.abs(loudest - hertz)).toBeLessThan(Math.max(60, hertz * 0.13));
    expect(Math.max(...power)).toBeGreaterThan(0.1);
  });
});

describe('regularity', () => {
  it('a curve that repeats fits itself after each period, and not in between', () => {
    const [fit] = eachAutocorrelation(bumps(1024, every(43, 1024)), (values) => values.slice());
    expect(fit?.[0]).toBeCloseTo(1, 5);
    expect(fit?.[43]).toBeGreaterThan(0.9);
    expect(fit?.[86]).toBeGreaterThan(0.9);
    expect(fit?.[21]).toBeLessThan(0);
  });

  it.each([0, 300])('%d frames of nothing fit nothing', (length) => {
    for (const fit of tempogram(new Float32Array(length))) expect(Math.max(...fit)).toBe(0);
  });

  it('the path follows a change of tempo', () => {
    const first = every(50, 2600);
    const second = every(40, 5200, (first.at(-1) ?? 0) + 40);
    const path = tempoPath(tempogram(bumps(5200, [...first, ...second])));
    expect(periodAt(path, 1000)).toBeCloseTo(50, 0);
    expect(periodAt(path, 4500)).toBeCloseTo(40, 0);
  });

  it('tempi in the middle are the usual ones', () => {
    expect(usualness(115)).toBeCloseTo(0, 6);
    expect(usualness(60)).toBeLessThan(usualness(90));
    expect(usualness(200)).toBeLessThan(usualness(150));
  });

  it('beats are found between the frames, also where some are missing', () => {
    const places = every(43.37, 4000);
    const curve = bumps(
      4000,
      places.filter((_, i) => i % 7 !== 3),
    );
    const beats = refineBeats(trackBeats(curve, Float32Array.of(43), 1), curve);
    expect(Math.abs(beats.length - places.length)).toBeLessThanOrEqual(1);
    for (const place of places.slice(3, -3)) {
      expect(Math.min(...beats.map((beat) => Math.abs(beat - place)))).toBeLessThan(0.8);
    }
  });
});

describe('bars', () => {
  const list = (count: number, at: (beat: number) => number) => {
    const values = Float32Array.from({ length: count }, (_, beat) => at(beat));
    const mean = values.reduce((sum, next) => sum + next, 0) / count;
    return values.map((value) => value - mean);
  };
  const song = (period: number, first: number) => {
    const kick = list(48, (beat) => ((beat - first + 48) % period === 0 ? 2 : 0));
    const snare = list(48, (beat) => ((beat - first + 48) % period === period - 1 ? 2 : 0));
    return { onsets: [kick, snare], kick, snare, accent: kick, harmony: kick };
  };
  it.each([
    [3, 0],
    [3, 2],
    [4, 0],
    [4, 3],
  ] as const)('of %d beats that begin on beat %d are found', (period, first) => {
    const bars = findBars(song(period, first));
    expect(bars?.beatsPerBar).toBe(period);
    expect(bars?.downbeats.slice(0, 3)).toEqual([first, first + period, first + 2 * period]);
  });

  it('are none where all beats are alike, or too few', () => {
    const same = new Float32Array(48);
    expect(findBars({ onsets: [same], kick: same, snare: same, accent: same, harmony: same })).toBeNull();
    const few = list(8, (beat) => (beat % 4 === 0 ? 2 : 0));
    expect(findBars({ onsets: [few], kick: few, snare: few, accent: few, harmony: few })).toBeNull();
  });
});

describe('names of sections', () => {
  const part = (sound: number, energy: number, sung = 0.5, seconds = 20): Omit<Part, 'startSeconds'> => ({
    endSeconds: seconds,
    energy,
    sung,
    timbre: Float32Array.of(sound),
  });
  it.each<[string, Omit<Part, 'startSeconds'>[], string[]]>([
    [
      'a song',
      [
        part(9, 0.3, 0, 10),
        part(1, 0.5),
        part(3, 0.9),
        part(1, 0.5),
        part(3, 0.9),
        part(7, 0.3),
        part(3, 0.9),
        part(8, 0.2),
      ],
      ['Intro', 'Verse 1', 'Chorus 1', 'Verse 2', 'Chorus 2', 'Bridge', 'Chorus 3', 'Outro'],
    ],
    [
      'a club track',
      [part(1, 0.5, 0), part(3, 0.9, 0), part(7, 0.3, 0), part(3, 0.9, 0), part(1, 0.5, 0)],
      ['Intro', 'Drop 1', 'Break', 'Drop 2', 'Outro'],
    ],
    [
      'nothing repeated',
      [part(1, 0.7, 0, 60), part(3, 0.7), part(5, 0.7, 0, 60)],
      ['Section 1', 'Section 2', 'Section 3'],
    ],
    ['too little', [part(1, 0.2), part(3, 0.9)], ['Section 1', 'Section 2']],
  ])('%s', (_, parts, labels) => {
    let startSeconds = 0;
    const placed = parts.map((own) => {
      const start = startSeconds;
      startSeconds += own.endSeconds;
      return { ...own, startSeconds: start, endSeconds: startSeconds };
    });
    expect(nameSections(placed).map(({ label }) => label)).toEqual(labels);
  });
});

describe('level and voice', () => {
  it('energy is relative to the loud parts', () => {
    const power = new Float32Array(frames(20)).map((_, i) => (i < frames(10) ? 0.0001 : 0.1));
    const energy = energyOf(power);
    expect(meanEnergy(energy, 0, 9)).toBeCloseTo(0, 2);
    expect(meanEnergy(energy, 11, 20)).toBeCloseTo(1, 2);
    expect(energyOf(new Float32Array(500)).values.every((value) => value === 0)).toBe(true);
  });

  it('a waveform keeps every peak and passes no full scale', () => {
    const peaks = new Float32Array(30_000);
    peaks[12_345] = 1.7;
    const wave = waveformOf(peaks);
    expect(wave.peaks.length).toBeLessThanOrEqual(6000);
    expect(wave.peaks.indexOf(1) * wave.stepSeconds).toBeCloseTo(12_345 / FRAME_RATE, 1);
    expect(wave.peaks.filter((peak) => peak > 0)).toHaveLength(1);
  });

  it('a voice glides, an instrument does not', () => {
    const steps = Math.round(30 * TONAL_RATE);
    const pitch = Float32Array.from({ length: steps }, (_, i) =>
      i > 10 * TONAL_RATE && i < 20 * TONAL_RATE ? 60 + (i % 3) / 2 : 60 + Math.floor(i / 5) * 3,
    );
    const [span, ...others] = vocalsOf(pitch, 30);
    expect(others).toEqual([]);
    expect(span?.startSeconds).toBeGreaterThan(8.8);
    expect(span?.startSeconds).toBeLessThan(11.2);
    expect(Math.abs((span?.endSeconds ?? 0) - 20)).toBeLessThan(1.2);
  });

  it('a sudden rise is a drop, a fall a break, a lone loud sound an accent', () => {
    const power = Float32Array.from({ length: frames(60) }, (_, i) =>
      i > frames(20) && i < frames(40) ? 0.1 : 0.003,
    );
    const accents = new Float32Array(power.length);
    accents[frames(50)] = 0.5;
    const moments = momentsOf(power, accents, [19.6, 40.3]);
    expect(moments.map(({ kind }) => kind)).toEqual(['drop', 'break', 'accent']);
    expect(moments[0]?.seconds).toBe(19.6);
    expect(moments[1]?.seconds).toBe(40.3);
    expect(moments[2]?.seconds).toBeCloseTo(50, 1);
  });

  it('a phrase begins after each rest', () => {
    const sound = hear(samples(12, (time) => (time % 4 < 3 ? 0.5 * Math.sin(2 * Math.PI * 330 * time) : 0)));
    const phrases = phrasesOf(sound, onsetStrength(sound));
    for (const start of [0, 4, 8]) {
      expect(Math.min(...phrases.map((phrase) => Math.abs(phrase - start)))).toBeLessThan(0.1);
    }
  });
});
