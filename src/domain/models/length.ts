import type { Resolution } from '#contracts/entities/project.ts';
import type { ClipModel } from './model.ts';

// 120 frames at 24000/1001 fps last 5.005 s: no reason to pay for the next longer clip. Half a frame at that rate.
const NOTHING_SECONDS = (0.5 * 1001) / 24000;

/**
 * Lengths in seconds that a model makes, ascending. Without a resolution only those that it makes in every one.
 */
export function clipLengths(model: ClipModel, resolution?: Resolution): readonly number[] {
  const limits = model.maxSecondsAt ?? {};
  const limit = resolution === undefined ? Math.min(...Object.values(limits)) : limits[resolution];
  return limit === undefined ? model.seconds : model.seconds.filter((seconds) => seconds <= limit);
}

/** Smallest length that covers a scene, in seconds; null when even the longest is too short. */
export function clipSeconds(model: ClipModel, neededSeconds: number, resolution?: Resolution): number | null {
  const covering = clipLengths(model, resolution).find(
    (seconds) => seconds + NOTHING_SECONDS >= neededSeconds,
  );
  return covering ?? null;
}

/** Longest length in seconds; no scene may be longer. */
export function longestClipSeconds(model: ClipModel, resolution?: Resolution): number {
  return Math.max(...clipLengths(model, resolution));
}
