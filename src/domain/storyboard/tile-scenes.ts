import type { LyricLine } from '#contracts/entities/song.ts';
import type { FrameRate } from '#contracts/media.ts';
import type { SongAnalysis } from '#contracts/media-jobs/analyze-song.ts';
import { frameAt, secondsAt } from '../film/frame-budget.ts';
import { cutMarks } from './cuts/cut-marks.ts';
import { excerptBetween } from './lyric-lines.ts';
import type { Pacing } from './pacing.ts';
import type { PlannedScene } from './planned-scene.ts';
import type { SceneDraft } from './prompts/analysis-answer.ts';
import { type SolvedCut, solveCuts } from './solve-cuts.ts';
import { tilingLimits } from './tiling.ts';
import { usableDrafts } from './usable-drafts.ts';

/** The film that scenes are planned for. */
export interface FilmToPlan {
  /** Length of the film in frames. */
  readonly frames: number;
  readonly rate: FrameRate;
  readonly pacing: Pacing;
  readonly lines: readonly LyricLine[];
  /** What was heard in the song; null where nobody listened. */
  readonly analysis: SongAnalysis | null;
  /** Lengths that the clip model makes, in seconds. */
  readonly clipSeconds: readonly number[];
  /** Scenes that stay as they are; the rest is planned around them. They come back as the same objects. */
  readonly locked?: readonly PlannedScene[];
}

export interface TilingInput extends FilmToPlan {
  /** Scenes as a model answered them; their seconds may be rough, overlap or leave gaps. */
  readonly drafts: readonly SceneDraft[];
}

/** What had to change for the drafts to tile the film. */
export interface TilingChanges {
  /** Cuts that ended up more than a quarter of a second from where their draft wanted them. */
  readonly cuts: number;
  /** Drafts that have no scene of their own. */
  readonly merged: number;
  /** Scenes that continue a draft which no single clip can fill. */
  readonly split: number;
}

export type TilingResult =
  | { readonly scenes: PlannedScene[]; readonly moved: TilingChanges }
  /** Why the answer is of no use, in words that the model can act on. */
  | { readonly problem: string };

/** How far a cut may be moved from where a model wished it: far enough for a bar at 120 beats a minute. */
export const DRAFT_MOVE_SECONDS = 1;
const NOTICEABLE_SECONDS = 0.25;

/**
 * Makes rough scenes tile `[0, frames)` exactly (P7): a scene begins near where its draft begins, on the best mark of
 * song and lyrics; too short ones are joined or lengthened, too long ones split. Only an answer without
 * usable times is refused.
 */
export function tileScenes(input: TilingInput): TilingResult {
  const { frames, rate, lines, locked = [] } = input;
  const usable = usableDrafts(input.drafts, secondsAt(frames, rate));
  if ('problem' in usable) return usable;
  const starts = usable.drafts.map(({ startSeconds }, index) =>
    index === 0 ? 0 : Math.min(frames, frameAt(startSeconds, rate)),
  );
  const { cuts } = solveCuts({
    limits: tilingLimits(frames, rate, input.pacing),
    rate,
    wishes: starts.slice(1),
    locked,
    marks: cutMarks(input.analysis, lines, frames, rate),
    clipSeconds: input.clipSeconds,
    maxMoveSeconds: DRAFT_MOVE_SECONDS,
    wishWeight: 1,
  });
  const parts = new Map<number, number>();
  const scenes = cuts.map(({ frame, cut, locked: stays }, index) => {
    const kept = stays ? locked.find(({ startFrame }) => startFrame === frame) : undefined;
    if (kept) return kept;
    const endFrame = cuts[index + 1]?.frame ?? frames;
    const draftIndex = draftOf(cuts, index, starts, frames);
    const part = (parts.get(draftIndex) ?? 0) + 1;
    parts.set(draftIndex, part);
    const { title, theme, mood, lyricExcerpt, reasoning } = usable.drafts[draftIndex] ?? NO_WORDS;
    return {
      startFrame: frame,
      endFrame,
      title: part === 1 ? title : `${title} (${part})`,
      theme,
      mood,
      lyricExcerpt: excerptBetween(lines, rate, frame, endFrame) ?? lyricExcerpt,
      reasoning,
      cut,
    };
  });
  const moved = cuts.filter(({ cut }) => Math.abs(cut.movedSeconds) > NOTICEABLE_SECONDS).length;
  const split = [...parts.values()].reduce((sum, count) => sum + count - 1, 0);
  return { scenes, moved: { cuts: moved, merged: starts.length - parts.size, split } };
}

const NO_WORDS = { title: '', theme: '', mood: '', lyricExcerpt: '', reasoning: '' };

/** The draft that most of a scene was wished for: where several were joined, the longest gives the words. */
function draftOf(
  cuts: readonly SolvedCut[],
  index: number,
  starts: readonly number[],
  frames: number,
): number {
  const from = cuts[index]?.target ?? 0;
  const to = cuts[index + 1]?.target ?? frames;
  let best = 0;
  let most = -1;
  starts.forEach((start, draft) => {
    const overlap = Math.min(to, starts[draft + 1] ?? frames) - Math.max(from, start);
    if (overlap <= most) return;
    most = overlap;
    best = draft;
  });
  return best;
}
