/**
 * Invariant P7: the cuts of a film, so that scenes tile `[0, frames)` within the limits at the least total cost. A
 * cut costs what it is moved and what it lies on, a scene what its length wastes; see `cuts/cut-costs.ts`.
 */
import type { SceneCut } from '#contracts/entities/storyboard.ts';
import type { FrameRate } from '#contracts/media.ts';
import { frameAt } from '../film/frame-budget.ts';
import { cheapestPath } from './cuts/cheapest-path.ts';
import { moveCost, placeCosts, sceneCosts } from './cuts/cut-costs.ts';
import type { CutMark, CutMarks, SungLine } from './cuts/cut-marks.ts';
import { cutReport, FILM_START, LOCK_EDGE } from './cuts/cut-report.ts';
import { cutTargets, type Stretch } from './cuts/cut-targets.ts';
import { cutWindows } from './cuts/cut-windows.ts';
import type { TilingLimits } from './tiling.ts';

/** A scene that stays as it is, whatever its length. */
export interface LockedSpan {
  readonly startFrame: number;
  readonly endFrame: number;
}

export interface CutsInput {
  readonly limits: TilingLimits;
  readonly rate: FrameRate;
  /** Frames at which scenes are wished to begin, in any order; those outside the film and in locked scenes are ignored. */
  readonly wishes: readonly number[];
  /** Must not overlap. */
  readonly locked: readonly LockedSpan[];
  readonly marks: CutMarks;
  /** Lengths that the clip model makes, in seconds; empty where nothing is known of them. */
  readonly clipSeconds: readonly number[];
  /** No cut moves further, unless there is no tiling of so many scenes else; its reason then says so. */
  readonly maxMoveSeconds: number;
  /** 1 where somebody wished the cuts; less where they are a mere pace, to be left sooner for a mark. */
  readonly wishWeight: number;
}

/** The start of one scene. */
export interface SolvedCut {
  readonly frame: number;
  /** Where it was wished, or where an even part of what was split would begin. In frames. */
  readonly target: number;
  /** Whether a locked scene begins here. */
  readonly locked: boolean;
  readonly cut: SceneCut;
}

export interface CutPlan {
  /** Of every scene, ascending; the first at frame 0. Each scene ends where the next begins, the last with the film. */
  readonly cuts: readonly SolvedCut[];
  /** Total, in the whole units of `cuts/cut-costs.ts`. */
  readonly cost: number;
}

/**
 * Solves the cuts. Same input, same plan. Every scene keeps the limits; what lies between two locked scenes and
 * is shorter than the shortest stays one scene. Wishes without room are joined, what no clip can fill is split.
 */
export function solveCuts(input: CutsInput): CutPlan {
  const { limits, rate, locked } = input;
  const places = placeCosts(input.marks, limits.frames, rate);
  const lengths = sceneCosts(limits, rate, input.clipSeconds);
  const find = finder(input.marks);
  const cuts: SolvedCut[] = [];
  let cost = 0;

  const addEdge = (frame: number, isLocked: boolean) =>
    cuts.push({ frame, target: frame, locked: isLocked, cut: frame === 0 ? FILM_START : LOCK_EDGE });
  const addStretch = (stretch: Stretch) => {
    if (stretch.to <= stretch.from) return;
    addEdge(stretch.from, false);
    const targets = cutTargets(input.wishes, stretch, limits);
    const at = targets.map(({ frame }) => frame);
    const found = cutWindows(at, stretch, limits, frameAt(input.maxMoveSeconds, rate));
    if (!found) return;
    const cutCost = (index: number, frame: number) =>
      (places[frame] ?? 0) + moveCost(frame - (at[index] ?? frame), rate, input.wishWeight);
    const path = cheapestPath({ ...limits, stretch, windows: found.windows, cutCost, sceneCost: lengths });
    cost += path.cost;
    path.frames.forEach((frame, index) => {
      const target = targets[index];
      if (!target) return;
      const { maxMoveSeconds } = input;
      const cut = cutReport({ frame, target, ...find(frame), rate, maxMoveSeconds });
      cuts.push({ frame, target: target.frame, locked: false, cut });
    });
  };

  let from = 0;
  for (const { startFrame, endFrame } of [...locked].sort((a, b) => a.startFrame - b.startFrame)) {
    addStretch({ from, to: startFrame });
    addEdge(startFrame, true);
    from = endFrame;
  }
  addStretch({ from, to: limits.frames });
  return { cuts, cost };
}

/** What there is at a frame: its mark, and the line that a cut there would divide. */
function finder({
  marks,
  sung,
}: CutMarks): (frame: number) => { mark: CutMark | undefined; line: SungLine | undefined } {
  const byFrame = new Map(marks.map((mark) => [mark.frame, mark]));
  return (frame) => ({
    mark: byFrame.get(frame),
    line: sung.find(({ startFrame, endFrame }) => startFrame < frame && frame < endFrame),
  });
}
