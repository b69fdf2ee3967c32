/** Where the decisions about a scene stand. See `views.ts` for the conventions. */
import { z } from 'zod';
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
    example: {
      sceneId: '0198c0de-0000-7000-8000-000000000011',
      sceneIndex: 0,
      image: {
        status: 'approved',
        takeId: '0198c0de-0000-7000-8000-000000000021',
        stale: false,
        undecided: 2,
      },
      clip: { status: 'none', takeId: null, stale: false, undecided: 0 },
    },
  });
export type SceneApprovalView = z.infer<typeof SceneApprovalView>;
