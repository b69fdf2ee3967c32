import { z } from 'zod';

/** A refusal or failure as `application/problem+json`. Source: RFC 9457. Programs match `code`. */
export const Problem = z
  .object({
    type: z.string().meta({ example: '/docs/problems#stage-busy' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    code: z.string().meta({ example: 'stage-busy' }),
    requestId: z.string(),
    /** What is wrong with which field, by JSON pointer (RFC 6901). */
    errors: z.array(z.object({ pointer: z.string(), message: z.string() })).optional(),
    /** Scenes that the refusal is about. */
    sceneIds: z.array(z.string()).optional(),
  })
  .meta({
    id: 'Problem',
    example: {
      type: '/docs/problems#stage-busy',
      title: 'The stage is already running',
      status: 409,
      detail: 'This stage is already running. Wait for it or cancel it.',
      instance: '/api/projects/0198c0de-0000-7000-8000-000000000001/generate-images',
      code: 'stage-busy',
      requestId: '0198c0de-0000-7000-8000-0000000000ff',
    },
  });
export type Problem = z.infer<typeof Problem>;
