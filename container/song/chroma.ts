import { SAMPLE_RATE } from './frames.ts';
import type { Growing } from './growing.ts';
import { Spectrum } from './spectrum.ts';

type Floats = Growing<Float32Array<ArrayBuffer>>;

/** Where the tones heard are written to. */
export interface Tones {
  readonly chroma: Floats;
  readonly tonality: Floats;
  readonly pitch: Floats;
}

const SIZE = 4096;
const BIN = SAMPLE_RATE / SIZE;
const [LOW, HIGH] = [Math.ceil(65 / BIN), Math.floor(4200 / BIN)];
const VOICE_LOW = Math.ceil(200 / BIN);
/** Pitches that are sung: 104 Hz to 1047 Hz, in quarters of a semitone. Deeper ones are mostly a bass. */
const [LOWEST_NOTE, HIGHEST_NOTE, PER_NOTE] = [44, 84, 4] as const;
const HARMONICS = 6;
const CANDIDATES = (HIGHEST_NOTE - LOWEST_NOTE) * PER_NOTE;
/** Below this the frame counts as silent. */
const SILENT_POWER = 1e-11;

const noteOf = (hertz: number) => 69 + 12 * Math.log2(hertz / 440);
const hertzOf = (note: number) => 440 * 2 ** ((note - 69) / 12);

/** Hears which tones sound, under a window long enough to tell semitones apart from about 130 Hz on. */
export class Chroma {
  static readonly WINDOW = SIZE;
  readonly #spectrum = new Spectrum(SIZE);
  readonly #classes = new Float64Array(12);
  readonly #strength = new Float64Array(SIZE / 2);
  readonly #bins = Int32Array.from({ length: CANDIDATES * HARMONICS }, (_, i) => {
    const note = LOWEST_NOTE + Math.floor(i / HARMONICS) / PER_NOTE;
    const bin = Math.round((hertzOf(note) * ((i % HARMONICS) + 1)) / BIN);
    return bin < HIGH ? bin : 0;
  });

  /** Hears the window that starts at `start`. */
  hear(samples: Float32Array, start: number, into: Tones): void {
    const power = this.#spectrum.measure(samples, start);
    const [classes, strength] = [this.#classes.fill(0), this.#strength];
    let [voiced, peaked, total] = [0, 0, 0];
    for (let bin = LOW; bin < HIGH; bin += 1) {
      const own = power[bin] ?? 0;
      const [before, after] = [power[bin - 1] ?? 0, power[bin + 1] ?? 0];
      // Roots: a loud tone counts for more, but does not drown the others. High ones are weaker by nature.
      strength[bin] = Math.sqrt(own * bin);
      total += own;
      if (bin >= VOICE_LOW) voiced += own;
      if (own <= before || own <= after) continue;
      const [further, furthest] = [power[bin - 4] ?? 0, power[bin + 4] ?? 0];
      if (own < 8 * Math.max(further, furthest)) continue;
      const shift = (0.5 * (after - before)) / Math.max(1e-30, 2 * own - before - after);
      const pitchClass = Math.round(noteOf((bin + shift) * BIN)) % 12;
      classes[pitchClass] = (classes[pitchClass] ?? 0) + Math.sqrt(own);
      if (bin >= VOICE_LOW) peaked += before + own + after;
    }
    const isSilent = total < SILENT_POWER;
    const sum = classes.reduce((all, next) => all + next, 0);
    for (const value of classes) into.chroma.push(isSilent || sum === 0 ? 0 : value / sum);
    into.tonality.push(isSilent || voiced === 0 ? 0 : Math.min(1, peaked / voiced));
    into.pitch.push(isSilent ? 0 : this.#strongestPitch());
  }

  /** The pitch whose harmonics are strongest together; weaker ones count less (as in harmonic summation). */
  #strongestPitch(): number {
    let [best, bestSum, all] = [0, 0, 0];
    for (let candidate = 0; candidate < CANDIDATES; candidate += 1) {
      let sum = 0;
      for (let harmonic = 0; harmonic < HARMONICS; harmonic += 1) {
        const bin = this.#bins[candidate * HARMONICS + harmonic] ?? 0;
        if (bin > 0) sum += (this.#strength[bin] ?? 0) * 0.84 ** harmonic;
      }
      all += sum;
      if (sum > bestSum) [best, bestSum] = [candidate, sum];
    }
    return bestSum > (2.5 * all) / CANDIDATES ? LOWEST_NOTE + best / PER_NOTE : 0;
  }
}
