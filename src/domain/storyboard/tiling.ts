import type { FrameRate } from '#contracts/media.ts';
import { frameAt } from '../film/frame-budget.ts';
import type { Pacing } from './pacing.ts';

/**
 * Limits of one film in frames (P7). The shortest scene is at most half the longest, so that whatever is longer than
 * the shortest can be tiled.
 */
export interface TilingLimits {
  readonly frames: number;
  readonly minFrames: number;
  readonly maxFrames: number;
  /** Least and greatest number of scenes that can tile the film. There always is one. */
  readonly fewest: number;
  readonly most: number;
}

export function tilingLimits(frames: number, rate: FrameRate, pacing: Pacing): TilingLimits {
  const maxFrames = Math.max(1, frameAt(pacing.maxSeconds, rate));
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
