import type { Chance } from './chance.ts';
import { addResonance, lowpass } from './filters.ts';

/** Hertz of a MIDI note number (69 is 440 Hz). */
export const hertzOf = (note: number): number => 440 * 2 ** ((note - 69) / 12);

export interface Tone {
  readonly note: number;
  readonly seconds: number;
  readonly rate: number;
}

/** How a pitched sound begins, ends and how bright it is. */
export interface Timbre {
  readonly attackSeconds: number;
  /** Time to 1/e while held; Infinity for a sound that does not fade. */
  readonly decaySeconds: number;
  readonly releaseSeconds: number;
  /** Number of harmonics, and how fast they get weaker (1: like a saw). */
  readonly partials: number;
  readonly slope: number;
  readonly detuneCents: number;
}

export const PIANO: Timbre = {
  attackSeconds: 0.004,
  decaySeconds: 0.9,
  releaseSeconds: 0.12,
  partials: 8,
  slope: 1.5,
  detuneCents: 2,
};
export const GUITAR: Timbre = { ...PIANO, attackSeconds: 0.003, decaySeconds: 0.5, partials: 12, slope: 1.1 };
export const BASS: Timbre = { ...PIANO, attackSeconds: 0.006, decaySeconds: 0.8, partials: 5, slope: 1.4 };
export const ORGAN: Timbre = { ...PIANO, attackSeconds: 0.02, decaySeconds: Infinity, partials: 6, slope: 1 };
export const STRINGS: Timbre = {
  attackSeconds: 0.12,
  decaySeconds: Infinity,
  releaseSeconds: 0.3,
  partials: 10,
  slope: 1.1,
  detuneCents: 9,
};
export const PAD: Timbre = { ...STRINGS, attackSeconds: 0.5, releaseSeconds: 0.8, slope: 1.4 };

/** A note of two slightly detuned voices; longer than `seconds` by the release. */
export function tone({ note, seconds, rate }: Tone, timbre: Timbre): Float32Array {
  const length = Math.round((seconds + timbre.releaseSeconds) * rate);
  const sound = new Float32Array(length);
  for (const cents of timbre.detuneCents > 0 ? [-timbre.detuneCents, timbre.detuneCents] : [0]) {
    addPartials(sound, hertzOf(note + cents / 100), timbre, rate);
  }
  for (let i = 0; i < length; i += 1) {
    const time = i / rate;
    const attack = Math.min(1, time / timbre.attackSeconds);
    const release = Math.min(1, Math.max(0, (length - i) / (timbre.releaseSeconds * rate)));
    sound[i] = (sound[i] ?? 0) * attack * Math.exp(-time / timbre.decaySeconds) * release;
  }
  return sound;
}

function addPartials(sound: Float32Array, hertz: number, timbre: Timbre, rate: number): void {
  for (let partial = 1; partial <= timbre.partials && hertz * partial < rate / 2.2; partial += 1) {
    // A recurrence instead of a sine per sample: 2 cos(w) y[n-1] - y[n-2].
    const step = (2 * Math.PI * hertz * partial) / rate;
    const factor = 2 * Math.cos(step);
    const gain = 0.3 / partial ** timbre.slope;
    let [y1, y2] = [0, -Math.sin(step)];
    for (let i = 0; i < sound.length; i += 1) {
      sound[i] = (sound[i] ?? 0) + gain * y1;
      const y = factor * y1 - y2;
      y2 = y1;
      y1 = y;
    }
  }
}

type Formants = readonly number[];
/** Formants of five vowels, hertz. */
const VOWELS: readonly [Formants, ...Formants[]] = [
  [730, 1090, 2440],
  [530, 1840, 2480],
  [270, 2290, 3010],
  [570, 840, 2410],
  [300, 870, 2240],
];

/** A syllable: a consonant's noise, then a pulse train with vibrato and glide through a vowel's formants. */
export function syllable(chance: Chance, { note, seconds, rate }: Tone): Float32Array {
  const length = Math.round((seconds + 0.05) * rate);
  const consonant = chance.between(0.02, 0.07) * rate;
  const glide = chance.between(-1.5, 0.5);
  const [vibrato, speed] = [chance.between(0.1, 0.5), chance.between(4.5, 6.5)];
  const source = new Float32Array(length);
  let phase = 0;
  for (let i = 0; i < length; i += 1) {
    const time = i / rate;
    const bend = glide * Math.exp(-time / 0.06) + vibrato * Math.sin(2 * Math.PI * speed * time);
    phase += hertzOf(note + bend) / rate;
    const voiced = phase >= 1 ? 1 : 0;
    phase -= voiced;
    const breath = (chance.unit() * 2 - 1) * (i < consonant ? 0.25 : 0.02);
    source[i] = voiced * Math.sqrt(rate / hertzOf(note) / 3) * (i < consonant ? 0.2 : 1) + breath;
  }
  const sound = new Float32Array(length);
  for (const [index, hertz] of chance.pick(VOWELS).entries()) {
    addResonance(sound, source, { hertz, width: 80 + 40 * index, gain: 6 / (index + 1), rate });
  }
  for (let i = 0; i < length; i += 1) {
    const edge = Math.min(1, i / (0.03 * rate), (length - i) / (0.06 * rate));
    sound[i] = (sound[i] ?? 0) * edge;
  }
  return lowpass(sound, 6000, rate);
}
