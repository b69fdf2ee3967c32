import { z } from '@hono/zod-openapi';
import { MAX_CANDIDATES } from '#contracts/entities/index.ts';
import { Id } from '#contracts/ids.ts';
import { JobView } from '#contracts/views/views.ts';
import type { ProblemCode } from '../problems/codes.ts';
import { PromptEdit } from '../prompts/prompt-edit.ts';
import { IdempotencyHeaders, json, ScenePath, securedRoute } from '../route.ts';

/** How many takes to make of a scene. */
export const Candidates = z.int().min(1).max(MAX_CANDIDATES).default(1).meta({
  description: 'Takes to make of each scene, each with its own seed and price. One of them gets selected.',
});

const wish = {
  candidates: Candidates,
  prompt: PromptEdit.optional().meta({ description: "Edits the scene's prompt first." }),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .optional()
    .meta({
      description: 'Seed of the first candidate, the others count on from it. Not every model takes one.',
    }),
  model: z.string().max(200).optional().meta({ description: "Another model than the project's." }),
};

const NewImages = z
  .strictObject(wish)
  .default({ candidates: 1 })
  .meta({
    id: 'NewImages',
    example: {
      candidates: 2,
      prompt: { parts: { light: 'neon through rain, deep shadows' } },
      seed: 4711,
      model: 'black-forest-labs/flux-dev',
    },
  });

const NewClips = z
  .strictObject({
    ...wish,
    durationSeconds: z.number().positive().max(60).optional().meta({
      description:
        "Length to ask of the model; it must cover the scene. Without it, the model's shortest that does.",
    }),
    imageId: Id.optional().meta({
      description: "Image of this scene to start from; it becomes the scene's selected one.",
    }),
  })
  .default({ candidates: 1 })
  .meta({
    id: 'NewClips',
    example: { candidates: 1, prompt: { parts: { motion: 'slow dolly out' } }, seed: 99, durationSeconds: 8 },
  });

function takeRoute<P extends string, B extends z.ZodType>(
  path: P,
  body: B,
  summary: string,
  problems: readonly ProblemCode[],
) {
  return securedRoute({
    method: 'post',
    path: `/api/projects/{projectId}/scenes/{sceneId}/${path}`,
    tags: ['takes'],
    summary,
    description:
      'Always makes new takes, whatever is there; nothing is overwritten and no other scene is touched. Several scenes can be worked on at the same time.',
    scope: 'spend',
    problems: [
      'invalid-request',
      'invalid-json',
      'project-not-found',
      'scene-not-found',
      'prompt-not-found',
      'model-unknown',
      'seed-not-taken',
      'stage-busy',
      'idempotency-conflict',
      ...problems,
    ],
    request: {
      params: ScenePath,
      headers: IdempotencyHeaders,
      body: { required: false, content: { 'application/json': { schema: body } } },
    },
    responses: { 202: json(JobView, 'The job, with its URL in `Location`.') },
  });
}

export const newImages = takeRoute('images', NewImages, 'Make new images of one scene', ['prompts-missing']);

export const newClips = takeRoute('clips', NewClips, 'Make new clips of one scene', [
  'images-not-approved',
  'clip-length-unfit',
  'take-not-found',
  'take-not-finished',
]);
