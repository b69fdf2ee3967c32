import type { LyricLine } from '#contracts/entities/song.ts';
import type { FrameRate } from '#contracts/media.ts';
import { frameAt, secondsAt } from '../film/frame-budget.ts';
import { excerptBetween, lineStarts } from './lyric-lines.ts';
import type { Pacing } from './pacing.ts';
import type { PlannedScene } from './planned-scene.ts';
import type { SceneDraft } from './prompts/analysis-answer.ts';
import { joinShort, joinSurplus, type Span, splitLong } from './spans.ts';
import { fitBoundaries, snapTo, tilingLimits } from './tiling.ts';
import { usableDrafts } from './usable-drafts.ts';

export interface TilingInput {
  /** Length of the film in frames. */
  readonly frames: number;
  readonly rate: FrameRate;
  readonly pacing: Pacing;
  readonly lines: readonly LyricLine[];
  /** Scenes as a model answered them; their seconds may be rough, overlap or leave gaps. */
  readonly drafts: readonly SceneDraft[];
}

/** What had to change for the drafts to tile the film. */
export interface TilingChanges {
  /** Cuts that ended up more than a quarter of a second from where their draft wanted them. */
  readonly cuts: number;
  readonly merged: number;
  readonly split: number;
}

export type TilingResult =
  | { readonly scenes: PlannedScene[]; readonly moved: TilingChanges }
  /** Why the answer is of no use, in words that the model can act on. */
  | { readonly problem: string };

const SNAP_SECONDS = 0.5;
const NOTICEABLE_SECONDS = 0.25;

/**
 * Makes rough scenes tile `[0, frames)` exactly (P7). A scene begins where its draft begins, or with a lyric line
 * within half a second of that; too short ones are merged or lengthened, too long ones split. Only an answer
 * without usable times is refused.
 */
export function tileScenes(input: TilingInput): TilingResult {
  const { frames, rate, lines } = input;
  const usable = usableDrafts(input.drafts, secondsAt(frames, rate));
  if ('problem' in usable) return usable;
  const limits = tilingLimits(frames, rate, input.pacing);
  const marks = lineStarts(lines, rate);

  const wished = spansOf(usable.drafts, frames, rate, marks);
  const joined = joinShort(wished, limits.minFrames / 2);
  const split = splitLong(joined, limits.maxFrames, marks);
  const spans = joinSurplus(split, limits.most);
  const inner = spans.slice(1).map((span) => span.start);
  const boundaries = fitBoundaries(inner, limits);

  const noticeable = Math.max(1, frameAt(NOTICEABLE_SECONDS, rate));
  let cuts = 0;
  const scenes = spans.map((span, index) => {
    const startFrame = boundaries[index] ?? 0;
    const endFrame = boundaries[index + 1] ?? frames;
    if (Math.abs(span.wish - startFrame) > noticeable) cuts += 1;
    const { title, theme, mood, reasoning } = span.draft;
    return {
      startFrame,
      endFrame,
      title: span.part === 0 ? title : `${title} (${span.part + 1})`,
      theme,
      mood,
      lyricExcerpt: excerptBetween(lines, rate, startFrame, endFrame) ?? span.draft.lyricExcerpt,
      reasoning,
    };
  });
  const merged = wished.length - joined.length + (split.length - spans.length);
  return { scenes, moved: { cuts, merged, split: split.length - joined.length } };
}

/** Drafts in order of their start, each lasting until the next; the first one from frame 0. */
function spansOf(
  drafts: readonly SceneDraft[],
  frames: number,
  rate: FrameRate,
  marks: readonly number[],
): Span[] {
  const tolerance = frameAt(SNAP_SECONDS, rate);
  const wishes = drafts.map(({ startSeconds }) => Math.min(frames, Math.max(0, frameAt(startSeconds, rate))));
  const starts = wishes.map((wish, index) =>
    index === 0 ? 0 : Math.min(frames, snapTo(wish, marks, tolerance)),
  );
  return drafts.map((draft, index) => ({
    wish: wishes[index] ?? 0,
    start: starts[index] ?? 0,
    end: starts[index + 1] ?? frames,
    draft,
    part: 0,
  }));
}
