/**
 * Where cuts are wanted, before any is moved: wishes that cannot all be kept are joined and split here, so that for
 * what is left there is always a tiling within the limits.
 */
import type { TilingLimits } from '../tiling.ts';

export interface CutTarget {
  /** Frame at which the cut is wanted. */
  readonly frame: number;
  /** Somebody's wish, or an even part of what would outlast the longest clip. */
  readonly origin: 'wish' | 'split';
}

/** Frames between which cuts can be placed freely. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * Targets strictly within a stretch, ascending. Wishes that leave less than half the shortest scene between them are
 * joined, what is longer than the longest is split evenly, and where more scenes are wished than there is room for, those
 * that are shortest together are joined. The result has a tiling within the limits if the stretch has any.
 */
export function cutTargets(wishes: readonly number[], stretch: Stretch, limits: TilingLimits): CutTarget[] {
  const { from, to } = stretch;
  const inner = wishes.filter((wish) => wish > from && wish < to).sort((a, b) => a - b);
  const joined = joinShort([from, ...inner, to], limits.minFrames / 2);
  const split = splitLong(joined, limits.maxFrames);
  return joinSurplus(split, stretch, Math.max(1, Math.floor((to - from) / limits.minFrames)));
}

/** Joins spans shorter than `least` frames to their shorter neighbour, the shortest first. Bounds stay. */
function joinShort(bounds: number[], least: number): number[] {
  const joined = [...bounds];
  const length = (index: number) => (joined[index + 1] ?? Infinity) - (joined[index] ?? -Infinity);
  while (joined.length > 2) {
    let shortest = 0;
    for (let index = 1; index < joined.length - 1; index += 1) {
      if (length(index) < length(shortest)) shortest = index;
    }
    if (length(shortest) >= least) break;
    const before = shortest === 0 ? Infinity : length(shortest - 1);
    const after = shortest === joined.length - 2 ? Infinity : length(shortest + 1);
    joined.splice(before <= after ? shortest : shortest + 1, 1);
  }
  return joined;
}

/** Splits spans longer than `longest` frames into even parts. The bounds at both ends are left out of the result. */
function splitLong(bounds: readonly number[], longest: number): CutTarget[] {
  const targets: CutTarget[] = [];
  for (let index = 1; index < bounds.length; index += 1) {
    const start = bounds[index - 1] ?? 0;
    const end = bounds[index] ?? start;
    const parts = Math.ceil((end - start) / longest);
    for (let part = 1; part < parts; part += 1) {
      targets.push({ frame: Math.round(start + (part * (end - start)) / parts), origin: 'split' });
    }
    if (index < bounds.length - 1) targets.push({ frame: end, origin: 'wish' });
  }
  return targets;
}

/** Leaves out targets whose neighbours are closest together until at most `most` scenes are left. */
function joinSurplus(targets: readonly CutTarget[], { from, to }: Stretch, most: number): CutTarget[] {
  const left = [...targets];
  while (left.length + 1 > most && left.length > 0) {
    let index = 0;
    let closest = Infinity;
    left.forEach((_, at) => {
      const apart = (left[at + 1]?.frame ?? to) - (left[at - 1]?.frame ?? from);
      if (apart < closest) {
        closest = apart;
        index = at;
      }
    });
    left.splice(index, 1);
  }
  return left;
}
