import type { FieldProblem } from '#contracts/problem.ts';
import type { BoardScene, EditContext, Edited } from './board.ts';
import { type DeleteScene, deleteScene } from './delete-scene.ts';
import { type EditReport, editReport } from './edit-report.ts';
import { type InsertScene, insertScene } from './insert-scene.ts';
import { type LockScenes, lockScenes } from './lock-scenes.ts';
import { type MergeScenes, mergeScenes } from './merge-scenes.ts';
import { type MoveBoundary, moveBoundary } from './move-boundary.ts';
import { type ReorderScenes, reorderScenes } from './reorder-scenes.ts';
import { type Splice, spliceBetween } from './splice.ts';
import { type SplitScene, splitScene } from './split-scene.ts';

/** One step of a person at the storyboard. */
export type BoardEdit =
  | SplitScene
  | MergeScenes
  | MoveBoundary
  | InsertScene
  | DeleteScene
  | ReorderScenes
  | LockScenes;

export interface AppliedEdit {
  readonly scenes: readonly BoardScene[];
  readonly report: EditReport;
  /** What was replaced; its `inverse` undoes the edit. */
  readonly splice: Splice;
}

/**
 * Carries out one edit on scenes that tile the film, in film order: the result tiles it, too, and locked scenes are
 * the same. Or nothing is changed, and what is wrong is named by JSON pointer into the edit.
 */
export function applyEdit(
  scenes: readonly BoardScene[],
  edit: BoardEdit,
  context: EditContext,
): AppliedEdit | { readonly errors: readonly FieldProblem[] } {
  const edited = editedBy(scenes, edit, context);
  if ('errors' in edited) return edited;
  return {
    scenes: edited.scenes,
    report: editReport(scenes, edited.scenes, context.limits.rate),
    splice: spliceBetween(scenes, edited.scenes),
  };
}

function editedBy(scenes: readonly BoardScene[], edit: BoardEdit, context: EditContext): Edited {
  switch (edit.type) {
    case 'split':
      return splitScene(scenes, edit, context);
    case 'merge':
      return mergeScenes(scenes, edit, context);
    case 'move-boundary':
      return moveBoundary(scenes, edit, context);
    case 'insert':
      return insertScene(scenes, edit, context);
    case 'delete':
      return deleteScene(scenes, edit, context);
    case 'reorder':
      return reorderScenes(scenes, edit, context);
    case 'lock':
      return lockScenes(scenes, edit);
    default:
      return edit satisfies never;
  }
}
