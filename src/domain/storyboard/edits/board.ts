/**
 * A storyboard under the hands of a person. Every edit keeps the tiling (P7) and leaves locked scenes as they are; it
 * returns the whole new list or says what is wrong by JSON pointer into the edit, and changes nothing in place.
 */
import type { FieldProblem } from '#contracts/problem.ts';
import type { CutMarks } from '../cuts/cut-marks.ts';
import type { StoryboardLimits } from '../edit-scenes.ts';
import type { PlannedScene } from '../planned-scene.ts';

export interface BoardScene extends PlannedScene {
  readonly id: string;
  /** Times and words of a locked scene are changed by no edit and no new plan. */
  readonly locked: boolean;
}

/** What edits go by beside the storyboard itself. */
export interface EditContext {
  readonly limits: StoryboardLimits;
  /** Where boundaries snap to. */
  readonly marks: CutMarks;
  /** Words that are sung between two frames. */
  readonly sungBetween: (startFrame: number, endFrame: number) => string;
}

/** The new storyboard, or what is wrong with the edit. Scenes that did not change are the same objects. */
export type Edited =
  | { readonly scenes: readonly BoardScene[] }
  | { readonly errors: readonly FieldProblem[] };

export function refused(pointer: string, message: string): { errors: FieldProblem[] } {
  return { errors: [{ pointer, message }] };
}

/** The scene with its neighbours, or why it cannot be edited. */
export function findScene(
  scenes: readonly BoardScene[],
  id: string,
  pointer: string,
): { index: number; scene: BoardScene } | { errors: FieldProblem[] } {
  const index = scenes.findIndex((scene) => scene.id === id);
  const scene = scenes[index];
  if (!scene) return refused(pointer, 'The storyboard has no such scene (any more).');
  return { index, scene };
}

/** Why an edit that changes these scenes is refused; empty where none of them is locked. Places count from 0. */
export function lockErrors(
  scenes: readonly BoardScene[],
  indexes: readonly number[],
  pointer: string,
): FieldProblem[] {
  return indexes
    .filter((index) => scenes[index]?.locked)
    .map((index) => ({ pointer, message: `Scene ${index + 1} is locked. Unlock it first.` }));
}

export function lengthOf(scene: PlannedScene): number {
  return scene.endFrame - scene.startFrame;
}
