import { frameAt, secondsAt } from '../../film/frame-budget.ts';
import type { StoryboardLimits } from '../edit-scenes.ts';
import { type BoardScene, lengthOf } from './board.ts';

/** Frames that a scene may have, both included. */
export interface LengthRange {
  readonly least: number;
  readonly most: number;
}

/**
 * How long a scene may become. One that is outside the limits already (the clip model was changed) may come nearer
 * to them step by step, but not get further away.
 */
export function lengthRange(limits: StoryboardLimits, scene?: BoardScene): LengthRange {
  const longest = frameAt(limits.longestSeconds, limits.rate);
  if (!scene) return { least: limits.minFrames, most: longest };
  return {
    least: Math.min(limits.minFrames, lengthOf(scene)),
    most: Math.max(longest, lengthOf(scene)),
  };
}

/** Frames that a neighbour can give away or take in; none where there is no neighbour or it is locked. */
export function slack(
  limits: StoryboardLimits,
  scene: BoardScene | undefined,
): { give: number; take: number } {
  if (!scene || scene.locked) return { give: 0, take: 0 };
  const { least, most } = lengthRange(limits, scene);
  return { give: lengthOf(scene) - least, take: most - lengthOf(scene) };
}

/** Seconds for people: four decimals still fall on the frame. */
export function shown(frames: number, limits: StoryboardLimits): number {
  return Math.round(secondsAt(frames, limits.rate) * 10_000) / 10_000;
}

/** What a whole is divided into: half for each side, more for one where the other has no room for its half. */
export function shared(whole: number, before: number, after: number): number {
  return Math.min(before, Math.max(whole - after, Math.round(whole / 2)));
}
