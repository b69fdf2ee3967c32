import type { LyricLine } from '#contracts/entities/song.ts';
import type { FrameRate } from '#contracts/media.ts';
import { frameAt, secondsAt } from '../film/frame-budget.ts';
import { excerptBetween, lineStarts } from './lyric-lines.ts';
import type { Pacing } from './pacing.ts';
import type { PlannedScene } from './planned-scene.ts';
import type { SceneDraft } from './prompts/analysis-answer.ts';
import { joinShort, joinSurplus, splitLong, type Span } from './spans.ts';
import { fitBoundaries, snapTo, tilingLimits } from './tiling.ts';

export interface TilingInput {
  readonly frames: number;
  readonly rate: FrameRate;
  readonly pacing: Pacing;
  readonly lines: readonly LyricLine[];
  /** Scenes as a model answered them; their seconds may be rough, overlap or leave gaps. */
  readonly drafts: readonly SceneDraft[];
}

/** What had to change for the drafts to tile the film. */
export interface TilingChanges {
  /** Cuts that are more than a quarter of a second from where the draft wanted them. */
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
const OUTSIDE_SECONDS = 1;
const MOST_DRAFTS = 2000;

/**
 * Makes rough scenes tile `[0, frames)` exactly (P7). Scenes begin where their draft begins, or with the lyric line
 * within half a second of it; too short ones are merged or lengthened, too long ones split. Only an answer without
 * usable times is refused.
 */
export function tileScenes(input: TilingInput): TilingResult {
  const { frames, rate, pacing, lines } = input;
  const usable = usableDrafts(input);
  if (typeof usable === 'string') return { problem: usable };
  const limits = tilingLimits(frames, rate, pacing);
  const wished = spansOf(usable, input);
  const joined = joinShort(wished, limits.minFrames / 2);
  const split = splitLong(joined, limits.maxFrames);
  const spans = joinSurplus(split, limits.most);
  const boundaries = fitBoundaries(
    spans.slice(1).map((span) => span.start),
    limits,
  );
  const noticeable = frameAt(NOTICEABLE_SECONDS, rate);
  return {
    scenes: spans.map((span, index) => sceneOf(span, boundaries[index] ?? 0, boundaries[index + 1] ?? frames, input)),
    moved: {
      cuts: spans.filter(
        (span, index) => Math.abs(frameAt(span.wishedSeconds, rate) - (boundaries[index] ?? 0)) > noticeable,
      ).length,
      merged: wished.length - joined.length + split.length - spans.length,
      split: split.length - joined.length,
    },
  };

  function sceneOf(span: Span, startFrame: number, endFrame: number, { lines: words }: TilingInput): PlannedScene {
    const { title, theme, mood, reasoning } = span.draft;
    const part = span.part > 0 ? ` (${span.part + 1})` : '';
    return {
      startFrame,
      endFrame,
      title: `${title}${part}`,
      theme,
      mood,
      lyricExcerpt: excerptBetween(words, rate, startFrame, endFrame) ?? span.draft.lyricExcerpt,
      reasoning,
    };
  }
}
