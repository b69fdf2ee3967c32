import type { StoryboardEdit } from '#contracts/entities/index.ts';
import type { FrameRate } from '#contracts/media.ts';
import { secondsAt } from '#domain/film/frame-budget.ts';
import { cutMarks } from '#domain/storyboard/cuts/cut-marks.ts';
import { applyEdit, type BoardEdit } from '#domain/storyboard/edits/apply-edit.ts';
import type { BoardScene } from '#domain/storyboard/edits/board.ts';
import { type EditReport, editReport } from '#domain/storyboard/edits/edit-report.ts';
import { excerptBetween } from '#domain/storyboard/lyric-lines.ts';
import { boardLimits, editRefusal, replaceScenes, type WantedScene } from '../board.ts';
import type { Draft } from '../draft.ts';
import { type EditSummary, editSummary, recordEdit } from '../history.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { type Repair, repairOf, type StaleTake, takeStanding } from '../repair.ts';
import { planningLines, scenesInOrder } from '../scenes.ts';
import { songAnalysis } from '../stages/song-analysis.ts';
import { stepThrough } from './step-through.ts';
import { invalidBoard } from './storyboard.ts';

type WithoutNewId<E> = E extends BoardEdit ? Omit<E, 'newId'> : never;

/** One edit as a caller asks for it: the ids of new scenes are given here. */
export type AskedEdit = WithoutNewId<BoardEdit>;

/** Where a boundary went, beside its frames. */
type MovedBoundary = EditReport['boundaries'][number] & {
  readonly fromSeconds: number;
  readonly toSeconds: number;
};

/** What an edit did, and what is left to be made of it. */
export interface EditedBoard {
  /** The step in the history; null where nothing changed, or it was too large to be kept. */
  readonly edit: EditSummary | null;
  readonly report: Omit<EditReport, 'boundaries'> & { readonly boundaries: readonly MovedBoundary[] };
  readonly stale: readonly StaleTake[];
  readonly repair: Repair;
}

/** Carries out one edit of the storyboard, as one change that can be undone. Nothing is spent. */
export function editStoryboard(
  draft: Draft,
  input: { edit: AskedEdit; editedBy: string },
): EditedBoard | Refusal {
  const { edit, editedBy } = input;
  return changed(draft, (before, limits) => {
    if (before.length === 0) return refuse('scenes-missing', 'There are no scenes yet to be edited.');
    const lines = planningLines(draft);
    const { frames, rate } = limits;
    const applied = applyEdit(before, withNewId(edit, draft.context.newId), {
      limits,
      marks: cutMarks(songAnalysis(draft), lines, frames, rate),
      sungBetween: (start, end) => excerptBetween(lines, rate, start, end) ?? '',
    });
    if ('errors' in applied) return invalidBoard(applied.errors);
    replaceScenes(draft, wantedScenes(draft, applied.scenes, edit));
    return recordEdit(draft, { type: edit.type, before, editedBy });
  });
}

/** Takes back the newest edit: scenes, words, times and selected takes are what they were. */
export function undoEdit(draft: Draft): EditedBoard | Refusal {
  return changed(draft, () => stepThrough(draft, 'undo'));
}

/** Does the edit that was undone last again. */
export function redoEdit(draft: Draft): EditedBoard | Refusal {
  return changed(draft, () => stepThrough(draft, 'redo'));
}

type Limits = Exclude<ReturnType<typeof boardLimits>, Refusal>;

function changed(
  draft: Draft,
  change: (before: ReturnType<typeof scenesInOrder>, limits: Limits) => StoryboardEdit | Refusal | null,
): EditedBoard | Refusal {
  const busy = editRefusal(draft);
  if (busy) return busy;
  const limits = boardLimits(draft);
  if (isRefusal(limits)) return limits;
  const before = scenesInOrder(draft);
  const standing = takeStanding(draft);
  const edit = change(before, limits);
  if (edit !== null && isRefusal(edit)) return edit;
  const old = new Map(before.map((scene) => [scene.id, scene]));
  const after = scenesInOrder(draft).map((scene) => {
    const was = old.get(scene.id);
    return was && isAsBefore(was, scene) ? was : scene;
  });
  const report = editReport(before, after, limits.rate);
  return {
    edit: edit && editSummary(edit),
    report: inSeconds(report, limits.rate),
    ...repairOf(draft, standing),
  };
}

function inSeconds(report: EditReport, rate: FrameRate): EditedBoard['report'] {
  const boundaries = report.boundaries.map((moved) => ({
    ...moved,
    fromSeconds: secondsAt(moved.fromFrame, rate),
    toSeconds: secondsAt(moved.toFrame, rate),
  }));
  return { ...report, boundaries };
}

/** Whether an edit's report has nothing to say of a scene. */
function isAsBefore(was: BoardScene, is: BoardScene): boolean {
  const plan = ({ startFrame, endFrame, title, theme, mood, lyricExcerpt, reasoning, locked }: BoardScene) =>
    JSON.stringify([startFrame, endFrame, title, theme, mood, lyricExcerpt, reasoning, locked]);
  return plan(was) === plan(is);
}

function withNewId(edit: AskedEdit, newId: () => string): BoardEdit {
  return edit.type === 'split' || edit.type === 'insert' ? { ...edit, newId: newId() } : edit;
}

/** What the edit knows nothing of stays: how a scene that was there is cut into the film. */
function wantedScenes(draft: Draft, scenes: readonly BoardScene[], edit: AskedEdit): WantedScene[] {
  return scenes.map((scene) => {
    const { id, startFrame, endFrame, title, theme, mood, lyricExcerpt, reasoning, cut, locked } = scene;
    const old = draft.get('scene', id);
    // Two that are merged begin as the first did, whose words ever stay.
    const first =
      edit.type === 'merge' && old?.startFrame !== startFrame ? draft.get('scene', edit.sceneId) : old;
    return {
      ...{ id, startFrame, endFrame, title, theme, mood, lyricExcerpt, reasoning, cut, locked },
      transition: first?.transition ?? null,
      clipInSeconds: old?.clipInSeconds ?? 0,
    };
  });
}
