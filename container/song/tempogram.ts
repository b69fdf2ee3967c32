import { eachAutocorrelation, LONGEST_LAG } from './autocorrelation.ts';
import { quantile, spread, valueAt } from './curves.ts';
import { FRAME_RATE } from './frames.ts';
import type { OnsetStrength } from './onset-strength.ts';

/** Tempi that are told apart, in steps of 1.5 %. */
const [SLOWEST_BPM, FASTEST_BPM, STEP] = [36, 260, Math.log(1.015)] as const;
export const TEMPO_COUNT = Math.floor(Math.log(FASTEST_BPM / SLOWEST_BPM) / STEP) + 1;
/** Frames per beat of a tempo, by its fractional place in the list. */
export const periodOf = (place: number): number => (60 * FRAME_RATE) / (SLOWEST_BPM * Math.exp(place * STEP));
export const placeOf = (period: number): number => Math.log((60 * FRAME_RATE) / period / SLOWEST_BPM) / STEP;

/** For each window (`TEMPO_HOP` frames apart) how well each tempo fits: 1 perfectly, about 0 not at all. */
export type Tempogram = readonly Float32Array[];

/** Multiples of a period that are looked at, at most. */
const MULTIPLES = 8;

export function tempogram(curve: Float32Array): Tempogram {
  return eachAutocorrelation(curve, fitOfTempi);
}

/** The mean fit at the multiples of each period. */
function fitOfTempi(correlation: Float32Array): Float32Array {
  return Float32Array.from({ length: TEMPO_COUNT }, (_, tempo) => {
    const period = periodOf(tempo);
    const count = Math.min(MULTIPLES, Math.floor(LONGEST_LAG / period));
    let sum = 0;
    for (let multiple = 1; multiple <= count; multiple += 1) sum += nearPeak(correlation, multiple * period);
    return sum / count;
  });
}

/** A step of 1.5 % is some frames at long lags: the best within it counts. */
function nearPeak(correlation: Float32Array, lag: number): number {
  const reach = Math.max(0.5, lag * 0.006);
  return Math.max(
    valueAt(correlation, lag - reach),
    valueAt(correlation, lag),
    valueAt(correlation, lag + reach),
  );
}

/** Rises of less than that are no onsets but the unrest of a held sound. */
const LEAST_DEVIATION_DECIBELS = 0.02;
/** A group is heard that much even where nothing in it repeats. */
const LEAST_WEIGHT = 0.02;

/**
 * One curve of all groups, each weighted by how regular it is: of drums under noise only the kick may stand out, of a
 * strummed guitar only the middle.
 */
export function regularStrength(groups: OnsetStrength): Float32Array {
  const weights = groups.map((group) => {
    const clarity = tempogram(group).map((fits) => Math.max(...fits) - quantile(fits, 0.5));
    const mean = clarity.reduce((sum, next) => sum + next, 0) / clarity.length;
    return LEAST_WEIGHT + mean ** 1.5;
  });
  const total = weights.reduce((sum, next) => sum + next, 0);
  const curve = new Float32Array(groups[0]?.length ?? 0);
  for (const [index, group] of groups.entries()) {
    const { deviation } = spread(group);
    if (deviation < LEAST_DEVIATION_DECIBELS) continue;
    const weight = (weights[index] ?? 0) / total / deviation;
    for (let i = 0; i < curve.length; i += 1) curve[i] = (curve[i] ?? 0) + weight * (group[i] ?? 0);
  }
  return curve;
}
