import { z } from 'zod';
import { Id, Timestamp } from '../ids.ts';
import { Scene } from './storyboard.ts';

/** What a step of the storyboard's history was: one of a person's edits, a whole list, or a new plan. */
export const EditType = z.enum([
  'split',
  'merge',
  'move-boundary',
  'insert',
  'delete',
  'reorder',
  'lock',
  'put',
  'plan',
]);
export type EditType = z.infer<typeof EditType>;

/** A scene as the history keeps it: what was planned, and the takes that it had where the step took it away. */
export const PastScene = Scene.omit({ kind: true, projectId: true, index: true, updatedAt: true });
export type PastScene = z.infer<typeof PastScene>;

/**
 * One step in the history of a storyboard: the part that it replaced, as it was and as it became. The steps that are
 * not undone come before those that are; a new step drops the undone ones.
 */
export const StoryboardEdit = z.object({
  kind: z.literal('edit'),
  id: Id,
  projectId: Id,
  /** Counts the project's steps, from 1; never given twice among those that are kept. */
  number: z.int().positive(),
  type: EditType,
  /** Who made it; null for a plan that a job brought. */
  editedBy: z.string().nullable(),
  undoneAt: Timestamp.nullable(),
  /** Place of the first scene of the part, from 0. */
  at: z.int().nonnegative(),
  before: z.array(PastScene),
  after: z.array(PastScene),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type StoryboardEdit = z.infer<typeof StoryboardEdit>;
