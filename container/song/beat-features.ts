import { spread } from './curves.ts';
import { TONAL_HOP } from './listener.ts';
import { near } from './metrical-level.ts';
import type { OnsetStrength } from './onset-strength.ts';

/** What is heard on each beat. Every list has one value per beat, scaled to mean 0 and deviation 1. */
export interface BeatFeatures {
  /** Onsets in each group on the beat, then in each group in the middle between it and the next. */
  readonly onsets: readonly Float32Array[];
  readonly kick: Float32Array;
  readonly snare: Float32Array;
  readonly accent: Float32Array;
  /** How much the harmony changes with the beat. */
  readonly harmony: Float32Array;
}

export function beatFeatures(
  beats: Float64Array,
  groups: OnsetStrength,
  accents: Float32Array,
  chroma: Float32Array,
): BeatFeatures {
  const middles = beats.map((beat, i) => (beat + (beats[i + 1] ?? beat)) / 2);
  const onsets = [beats, middles].flatMap((places) =>
    groups.map((group) => standard(Float32Array.from(places, (place) => near(group, place)))),
  );
  const silent = new Float32Array(beats.length);
  return {
    onsets,
    kick: onsets[0] ?? silent,
    snare: onsets[3] ?? silent,
    accent: standard(Float32Array.from(beats, (beat) => near(accents, beat))),
    harmony: standard(harmonyChanges(beats, chroma)),
  };
}

function standard(values: Float32Array): Float32Array {
  const { mean, deviation } = spread(values);
  return deviation < 1e-6
    ? new Float32Array(values.length)
    : values.map((value) => (value - mean) / deviation);
}

/** The distance between the pitch classes of the two beats before and of the two after each beat, 0 to 1. */
function harmonyChanges(beats: Float64Array, chroma: Float32Array): Float32Array {
  const sums = chromaSums(chroma);
  const between = (from: number, to: number) => {
    const last = sums.length / 12 - 1;
    const [start, end] = [from, to].map((frame) =>
      Math.min(last, Math.max(0, Math.round(frame / TONAL_HOP))),
    );
    return Float64Array.from(
      { length: 12 },
      (_, pitch) => (sums[(end ?? 0) * 12 + pitch] ?? 0) - (sums[(start ?? 0) * 12 + pitch] ?? 0),
    );
  };
  return Float32Array.from(beats, (beat, i) => {
    const [before, after] = [beats[i - 2] ?? beats[0] ?? 0, beats[i + 2] ?? beats.at(-1) ?? 0];
    return 1 - likeness(between(before, beat), between(beat, after));
  });
}

/** Sums of the pitch classes up to each step, so that any stretch is one subtraction. */
function chromaSums(chroma: Float32Array): Float64Array {
  const sums = new Float64Array(chroma.length + 12);
  for (let i = 0; i < chroma.length; i += 1) sums[i + 12] = (sums[i] ?? 0) + (chroma[i] ?? 0);
  return sums;
}

/** The cosine of the angle between two vectors; 1 where one of them is nothing. */
export function likeness(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let [product, ones, others] = [0, 0, 0];
  for (let i = 0; i < one.length; i += 1) {
    const [a, b] = [one[i] ?? 0, other[i] ?? 0];
    product += a * b;
    ones += a * a;
    others += b * b;
  }
  return ones > 0 && others > 0 ? product / Math.sqrt(ones * others) : 1;
}
