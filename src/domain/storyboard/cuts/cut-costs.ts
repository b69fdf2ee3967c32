/**
 * What a plan costs: the sum over its cuts of where they lie and how far they were moved, and over its scenes of
 * their lengths. A cut moved by one second costs 1, at twice the distance four times that. All costs are whole millionths, so that
 * sums are exact and equal plans tie.
 */
import type { FrameRate } from '#contracts/media.ts';
import { frameAt, secondsAt } from '../../film/frame-budget.ts';
import type { TilingLimits } from '../tiling.ts';
import { type CutMarks, OFF_MARK_COST } from './cut-marks.ts';

const UNITS = 1_000_000;
/** For a cut within a sung line; lines are kept whole where another mark is near. */
const WITHIN_LINE_COST = 2;
/** Singers come in around the written time: this near its ends a cut does not hurt a line. */
const LINE_EDGE_SECONDS = 0.15;
/** For each second of a clip that is paid for and not shown. */
const WASTED_SECOND_COST = 0.1;
/** For a scene of the shortest length; none for one half as long again. */
const SHORT_COST = 0.3;

/** The cost of cutting at each frame from 0 to the film's end, wherever the cut was wished. */
export function placeCosts({ marks, sung }: CutMarks, frames: number, rate: FrameRate): Float64Array {
  const costs = new Float64Array(frames + 1).fill(OFF_MARK_COST * UNITS);
  for (const { frame, cost } of marks) costs[frame] = Math.round(cost * UNITS);
  const within = new Uint8Array(frames + 1);
  const edge = frameAt(LINE_EDGE_SECONDS, rate);
  for (const { startFrame, endFrame } of sung)
    within.fill(1, startFrame + edge + 1, Math.max(0, endFrame - edge));
  for (let frame = 0; frame <= frames; frame += 1) {
    if (within[frame] === 1) costs[frame] = (costs[frame] ?? 0) + WITHIN_LINE_COST * UNITS;
  }
  return costs;
}

/** The cost of a cut that lies so many frames from its wish. */
export function moveCost(frames: number, rate: FrameRate, weight: number): number {
  return Math.round(weight * secondsAt(frames, rate) ** 2 * UNITS);
}

/**
 * The cost of a scene by its length in frames: what is wasted of the shortest clip that covers it, and a little for
 * one that flashes by. Infinite outside the limits.
 */
export function sceneCosts(
  limits: TilingLimits,
  rate: FrameRate,
  clipSeconds: readonly number[],
): Float64Array {
  const { minFrames, maxFrames } = limits;
  const costs = new Float64Array(maxFrames + 1).fill(Number.POSITIVE_INFINITY);
  const clips = clipSeconds.map((seconds) => frameAt(seconds, rate)).sort((a, b) => a - b);
  for (let frames = minFrames; frames <= maxFrames; frames += 1) {
    const covering = clips.find((clip) => clip >= frames) ?? frames;
    const wasted = WASTED_SECOND_COST * secondsAt(covering - frames, rate);
    const short = SHORT_COST * Math.max(0, 1 - (frames - minFrames) / (minFrames / 2));
    costs[frames] = Math.round((wasted + short) * UNITS);
  }
  return costs;
}
