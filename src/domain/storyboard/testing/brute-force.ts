/** The solver's rules once more, as plainly as they can be written. For tests. */
import { secondsAt } from '../../film/frame-budget.ts';
import { moveCost, placeCosts, sceneCosts } from '../cuts/cut-costs.ts';
import type { CutsInput } from '../solve-cuts.ts';

/** Every list of inner cuts that tiles the film within the limits with one scene more than there are wishes. */
export function allTilings({ limits, wishes }: Pick<CutsInput, 'limits' | 'wishes'>): number[][] {
  const { frames, minFrames, maxFrames } = limits;
  const found: number[][] = [];
  const extend = (cuts: readonly number[]) => {
    const before = cuts.at(-1) ?? 0;
    if (cuts.length === wishes.length) {
      const last = frames - before;
      if (last >= minFrames && last <= maxFrames) found.push([...cuts]);
      return;
    }
    for (let frame = before + minFrames; frame <= Math.min(frames, before + maxFrames); frame += 1)
      extend([...cuts, frame]);
  };
  extend([]);
  return found;
}

/** How far the cut that is moved most lies from its wish, in frames. */
export function greatestMove(cuts: readonly number[], wishes: readonly number[]): number {
  return Math.max(0, ...cuts.map((frame, index) => Math.abs(frame - (wishes[index] ?? frame))));
}

/** What a list of inner cuts costs. */
export function costOf(cuts: readonly number[], input: CutsInput): number {
  const { limits, rate, wishes } = input;
  const places = placeCosts(input.marks, limits.frames, rate);
  const lengths = sceneCosts(limits, rate, input.clipSeconds);
  const ends = [...cuts, limits.frames];
  return ends.reduce((sum, end, index) => {
    const length = lengths[end - (ends[index - 1] ?? 0)] ?? Number.POSITIVE_INFINITY;
    const wish = wishes[index];
    return (
      sum +
      length +
      (wish === undefined ? 0 : (places[end] ?? 0) + moveCost(end - wish, rate, input.wishWeight))
    );
  }, 0);
}

/** Whether no cut is moved further than is stated. */
export function keepsLimit(cuts: readonly number[], input: CutsInput): boolean {
  return secondsAt(greatestMove(cuts, input.wishes), input.rate) <= input.maxMoveSeconds + 1e-9;
}
