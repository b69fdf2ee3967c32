/**
 * How far each cut may move. Between two cuts lie `minFrames` to `maxFrames`; frames that are reachable under such
 * limits are always an interval, which is why all of this is arithmetic with lower and upper bounds.
 */
import type { TilingLimits } from '../tiling.ts';
import type { Stretch } from './cut-targets.ts';

/** Frames at which a cut may lie, both included. */
export interface Window {
  readonly low: number;
  readonly high: number;
}

export interface Windows {
  /** One for each target; every frame of each is part of some tiling within the windows. */
  readonly windows: readonly Window[];
  /** The movement that had to be allowed, in frames: `reach`, or the least that has any tiling. */
  readonly reach: number;
}

/**
 * Windows of `reach` frames around the targets if there is a tiling in which every cut keeps to its window. Else the
 * least movement with which there is one binds all cuts, and only those that the nearest such tiling moves beyond
 * `reach` may go further than that. Null where no tiling has that many scenes.
 */
export function cutWindows(
  targets: readonly number[],
  stretch: Stretch,
  limits: TilingLimits,
  reach: number,
): Windows | null {
  const within = around(targets, reach);
  const kept = feasible(within, stretch, limits);
  if (kept) return { windows: kept, reach };
  const least = leastReach(targets, stretch, limits, reach);
  if (least === null) return null;
  const nearest = nearestTiling(targets, stretch, limits, least);
  const widened = targets.map((target, index) => {
    const place = nearest[index] ?? target;
    if (Math.abs(place - target) <= reach) return { low: target - reach, high: target + reach };
    return {
      low: Math.max(target - least, place - reach),
      high: Math.min(target + least, place + reach),
    };
  });
  const windows = feasible(widened, stretch, limits);
  return windows && { windows, reach: least };
}

function around(targets: readonly number[], reach: number): Window[] {
  return targets.map((target) => ({ low: target - reach, high: target + reach }));
}

/** The windows without the frames that no tiling can use; null where one is left empty. */
function feasible(windows: readonly Window[], { from, to }: Stretch, limits: TilingLimits): Window[] | null {
  const { minFrames, maxFrames } = limits;
  const forward: Window[] = [];
  let low = from;
  let high = from;
  for (const window of windows) {
    low = Math.max(window.low, low + minFrames);
    high = Math.min(window.high, high + maxFrames);
    if (low > high) return null;
    forward.push({ low, high });
  }
  if (to < low + minFrames || to > high + maxFrames) return null;
  const trimmed: Window[] = [];
  low = to;
  high = to;
  for (const window of forward.reverse()) {
    low = Math.max(window.low, low - maxFrames);
    high = Math.min(window.high, high - minFrames);
    trimmed.push({ low, high });
  }
  return trimmed.reverse();
}

/** The least movement with which there is a tiling, found by halving; more than `reach`. Null where none will do. */
function leastReach(
  targets: readonly number[],
  stretch: Stretch,
  limits: TilingLimits,
  reach: number,
): number | null {
  const works = (movement: number) => feasible(around(targets, movement), stretch, limits) !== null;
  let fails = reach;
  let least = stretch.to - stretch.from + reach;
  if (!works(least)) return null;
  while (least - fails > 1) {
    const middle = (fails + least) >> 1;
    if (works(middle)) least = middle;
    else fails = middle;
  }
  return least;
}

/** A tiling within the reach that leaves each target in its place unless those before it or what follows forbid it. */
function nearestTiling(
  targets: readonly number[],
  stretch: Stretch,
  limits: TilingLimits,
  reach: number,
): number[] {
  const windows = feasible(around(targets, reach), stretch, limits) ?? [];
  let previous = stretch.from;
  return windows.map(({ low, high }, index) => {
    const earliest = Math.max(low, previous + limits.minFrames);
    const latest = Math.min(high, previous + limits.maxFrames);
    previous = Math.min(latest, Math.max(earliest, targets[index] ?? earliest));
    return previous;
  });
}
