import type { Stretch } from './cut-targets.ts';
import type { Window } from './cut-windows.ts';

export interface PathInput {
  readonly stretch: Stretch;
  /** From `cutWindows`: every frame of each is part of some tiling. */
  readonly windows: readonly Window[];
  /** What the cut with that index costs at that frame, in whole units. */
  readonly cutCost: (index: number, frame: number) => number;
  /** What a scene of that many frames costs, in whole units; infinite where no scene may be that long. */
  readonly sceneCost: Float64Array;
  readonly minFrames: number;
  readonly maxFrames: number;
}

/**
 * The cuts, one in each window, whose costs together with those of the scenes between them are least: dynamic
 * programming over every frame of every window. Costs are whole numbers, so that sums are exact; among plans of equal cost
 * the last cut in which they differ is the earlier one.
 */
export function cheapestPath(input: PathInput): { frames: number[]; cost: number } {
  const { stretch, windows, cutCost, sceneCost, minFrames, maxFrames } = input;
  const steps: { low: number; from: Int32Array }[] = [];
  let low = stretch.from;
  let costs = new Float64Array(1);
  const ends = { low: stretch.to, high: stretch.to };
  for (const [index, window] of [...windows, ends].entries()) {
    const size = window.high - window.low + 1;
    const next = new Float64Array(size);
    const from = new Int32Array(size);
    for (let at = 0; at < size; at += 1) {
      const frame = window.low + at;
      const first = Math.max(low, frame - maxFrames);
      const last = Math.min(low + costs.length - 1, frame - minFrames);
      let least = Infinity;
      let best = first;
      for (let before = first; before <= last; before += 1) {
        const cost = (costs[before - low] ?? Infinity) + (sceneCost[frame - before] ?? Infinity);
        if (cost < least) {
          least = cost;
          best = before;
        }
      }
      next[at] = least + (index < windows.length ? cutCost(index, frame) : 0);
      from[at] = best;
    }
    steps.push({ low: window.low, from });
    low = window.low;
    costs = next;
  }
  const frames: number[] = [];
  let frame = stretch.to;
  for (const step of steps.reverse()) {
    frame = step.from[frame - step.low] ?? stretch.from;
    frames.push(frame);
  }
  // The first step leads back to the start of the stretch, which is no cut of its own.
  return { frames: frames.reverse().slice(1), cost: costs[0] ?? 0 };
}
