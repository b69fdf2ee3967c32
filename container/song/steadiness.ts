import { quantile, valueAt } from './curves.ts';
import { near } from './metrical-level.ts';
import type { OnsetStrength } from './onset-strength.ts';
import { placeOf, type Tempogram } from './tempogram.ts';

/**
 * How steady a beat is, 0 to 1: how well the tempo of the path fits the onsets in the better half of the song, so
 * that an intro without a beat does not count against it. Noise, speech and free playing stay below 0.15.
 */
export function steadinessOf(fits: Tempogram, path: Float32Array): number {
  const own = fits.map((fit, window) => valueAt(fit, placeOf(path[window] ?? 1))).sort((a, b) => b - a);
  const better = own.slice(0, Math.ceil(own.length / 2));
  const mean = better.reduce((sum, next) => sum + next, 0) / Math.max(1, better.length);
  return Math.min(1, Math.max(0, mean));
}

/**
 * How much the sound rises on the clearer ones of the beats, in decibels, in whatever group of bands it rises most. Tones that
 * beat against each other are as regular as a drum, but nothing begins in them.
 */
export function attackOf(beats: Float64Array, groups: OnsetStrength): number {
  return quantile(
    beats.map((beat) => Math.max(...groups.map((group) => near(group, beat)))),
    0.85,
  );
}
