/** Where the decisions about a scene stand. See `views.ts` for the conventions. */
import { z } from 'zod';
import { SCENE_APPROVAL } from '../examples/song.ts';
import { Id } from '../ids.ts';

const Standing = z.object({
  /** That of the selected take; `none` while there is no finished one. */
  status: z.enum(['none', 'pending', 'approved', 'rejected']),
  takeId: Id.nullable(),
  stale: z.boolean(),
  /** Finished takes of the scene that nobody has judged. */
  undecided: z.int(),
});

export const SceneApprovalView = z
  .object({ sceneId: Id, sceneIndex: z.int(), image: Standing, clip: Standing })
  .meta({
    id: 'SceneApproval',
    example: SCENE_APPROVAL,
  });
export type SceneApprovalView = z.infer<typeof SceneApprovalView>;
