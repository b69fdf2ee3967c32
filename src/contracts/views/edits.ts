/** The history of a storyboard, and what an edit did. See `views.ts` for the conventions. */
import { z } from 'zod';
import { EditType } from '../entities/edit.ts';
import { EDIT, EDIT_REPORT, REPAIR, STALE_TAKE } from '../examples/edits.ts';
import { Id } from '../ids.ts';
import { born } from './time.ts';

export const EditView = z
  .object({
    id: Id,
    /** Counts the steps, from 1. */
    number: z.int(),
    /** `put` is a whole list, `plan` a new analysis. */
    type: EditType,
    /** Id of the key or user that made it; null for a plan that a job brought. */
    editedBy: z.string().nullable(),
    undone: z.boolean(),
    /** The scenes that it changed, added or removed. */
    sceneIds: z.array(Id),
    ...born,
  })
  .meta({ id: 'StoryboardEdit', example: EDIT });
export type EditView = z.infer<typeof EditView>;

/** What an edit did to the scenes. */
export const EditReportView = z
  .object({
    /** Scenes that begin elsewhere now; negative where earlier. */
    boundaries: z.array(
      z.object({ sceneId: Id, fromSeconds: z.number(), toSeconds: z.number(), movedSeconds: z.number() }),
    ),
    /** Scenes that were there before and differ now, and in what. */
    changed: z.array(
      z.object({
        sceneId: Id,
        times: z.boolean(),
        length: z.boolean(),
        words: z.boolean(),
        locked: z.boolean(),
      }),
    ),
    added: z.array(Id),
    removed: z.array(Id),
  })
  .meta({ id: 'EditReport', example: EDIT_REPORT });

const TakeKind = z.enum(['image', 'clip']);

/** What the project would spend to have every scene that the edit touched shown again. A quote: nothing is spent. */
export const RepairView = z
  .object({
    items: z.array(
      z.object({
        sceneId: Id,
        kind: TakeKind,
        /** `missing` for a new scene, in a project that has takes of this kind. */
        reason: z.enum(['stale', 'missing']),
        model: z.string(),
        /** Length of the clip; null for an image, and where the model makes none that is long enough. */
        seconds: z.number().nullable(),
        /** Null where the model makes no such clip. */
        usd: z.number().nullable(),
      }),
    ),
    usd: z.number(),
  })
  .meta({ id: 'Repair', example: REPAIR });

export const StaleTakeView = z
  .object({ sceneId: Id, kind: TakeKind, takeId: Id })
  .meta({ id: 'StaleTake', example: STALE_TAKE });
