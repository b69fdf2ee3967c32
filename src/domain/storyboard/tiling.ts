/**
 * Invariant P7 lives here: scenes tile the film. Boundaries are absolute frames; this file only decides how many
 * there can be and moves wished ones as little as the limits allow.
 */
import type { FrameRate } from '#contracts/media.ts';
import { frameAt } from '../film/frame-budget.ts';
import type { Pacing } from './pacing.ts';

/** Limits of one film in frames. `fewest` to `most` is never empty. */
export interface TilingLimits {
  readonly frames: number;
  readonly minFrames: number;
  readonly maxFrames: number;
  /** Least and greatest number of scenes that can tile the film. */
  readonly fewest: number;
  readonly most: number;
}

export function tilingLimits(frames: number, rate: FrameRate, pacing: Pacing): TilingLimits {
  const maxFrames = Math.max(1, frameAt(pacing.maxSeconds, rate));
  // At half the maximum or less, every film can be tiled: there is a whole number between the two counts.
  // Rounded down, so that as many scenes fit as the pacing promised. At half the maximum or less every film can be
  // tiled: a whole number lies between the two counts.
  const shortest = Math.floor((pacing.minSeconds * rate.numerator) / rate.denominator);
  const minFrames = Math.max(1, Math.min(shortest, Math.floor(maxFrames / 2), frames));
  return {
    frames,
    minFrames,
    maxFrames,
    fewest: Math.ceil(frames / maxFrames),
    most: Math.floor(frames / minFrames),
  };
}

/**
 * Boundaries `[0, …, frames]` near the wished inner ones, each scene within the limits. There must be `fewest` to
 * `most` scenes, that is one less inner boundary; wishes must ascend.
 */
export function fitBoundaries(wishes: readonly number[], limits: TilingLimits): number[] {
  const { frames, minFrames, maxFrames } = limits;
  const boundaries = [0];
  let previous = 0;
  wishes.forEach((wish, index) => {
    // What is left must still be tileable by the scenes that are left.
    const left = wishes.length - index;
    const earliest = Math.max(previous + minFrames, frames - left * maxFrames);
    const latest = Math.min(previous + maxFrames, frames - left * minFrames);
    previous = Math.min(latest, Math.max(earliest, Math.round(wish)));
    boundaries.push(previous);
  });
  boundaries.push(frames);
  return boundaries;
}

/** The nearest of `marks` within `tolerance` of `wish`, else the wish itself. All in frames. */
export function snapTo(wish: number, marks: readonly number[], tolerance: number): number {
  let nearest = wish;
  let distance = Number.POSITIVE_INFINITY;
  for (const mark of marks) {
    const off = Math.abs(mark - wish);
    if (off <= tolerance && off < distance) {
      nearest = mark;
      distance = off;
    }
  }
  return nearest;
}
