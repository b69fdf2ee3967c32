import { z } from '@hono/zod-openapi';
import { ApprovalMode, MissingClips, StageKind } from '#contracts/entities/index.ts';
import { SCENE_ID } from '#contracts/examples/ids.ts';
import { JOB, RUN } from '#contracts/examples/projects.ts';
import { Id } from '#contracts/ids.ts';
import { JobView, RunView } from '#contracts/views/views.ts';
import type { ProblemCode } from '../problems/codes.ts';
import { IdempotencyHeaders, json, ProjectPath, securedRoute } from '../route.ts';
import { Candidates } from '../scene-takes/scene-takes.routes.ts';

const Nothing = z.strictObject({}).default({}).meta({ id: 'NoSettings', example: {} });
const Scenes = z
  .strictObject({
    /** Scenes to work on again; without it, those that lack a result that still fits. */
    sceneIds: z.array(Id).min(1).max(400).optional(),
  })
  .default({})
  .meta({ id: 'SceneSelection', example: { sceneIds: [SCENE_ID] } });

const TakeOrder = z
  .strictObject({
    /** Scenes to make new takes of, whatever they have; without it, those that lack one that still fits. */
    sceneIds: z.array(Id).min(1).max(400).optional(),
    candidates: Candidates,
  })
  .default({ candidates: 1 })
  .meta({
    id: 'TakeOrder',
    example: { sceneIds: ['0198c0de-0000-7000-8000-000000000011'], candidates: 3 },
  });
const Missing = MissingClips.default('refuse').meta({
  description:
    'What to do about scenes without an approved clip: refuse, or move the camera over their still and say so in `degraded`.',
});
const PosterScene = Id.nullable().default(null).meta({
  description:
    'The scene that the poster shows; without it, the brightest of the choruses, else of all scenes.',
});
const Assembly = z
  .strictObject({ missing: Missing, posterSceneId: PosterScene })
  .default({ missing: 'refuse', posterSceneId: null })
  .meta({ id: 'Assembly', example: { missing: 'still-motion', posterSceneId: SCENE_ID } });

/** A command that starts one stage. */
function stageRoute<P extends string, B extends z.ZodType>(
  path: P,
  body: B,
  summary: string,
  problems: readonly ProblemCode[],
) {
  return securedRoute({
    method: 'post',
    path: `/api/projects/{projectId}/${path}`,
    tags: ['stages'],
    summary,
    scope: 'spend',
    problems: [
      'invalid-request',
      'invalid-json',
      'project-not-found',
      'stage-busy',
      'project-paused',
      'idempotency-conflict',
      ...problems,
    ],
    request: {
      params: ProjectPath,
      headers: IdempotencyHeaders,
      body: { required: false, content: { 'application/json': { schema: body } } },
    },
    responses: { 202: json(JobView, 'The job, with its URL in `Location`.') },
  });
}

export const transcribe = stageRoute('transcribe', Nothing, 'Have the words heard, with their times', [
  'song-missing',
  'song-rejected',
]);
export const analyzeScenes = stageRoute('analyze-scenes', Nothing, 'Choose and time the scenes', [
  'song-missing',
  'song-rejected',
  'lyrics-missing',
]);
export const generatePrompts = stageRoute('generate-prompts', Scenes, 'Write the prompts', [
  'scenes-missing',
  'scene-not-found',
]);
export const generateImages = stageRoute('generate-images', TakeOrder, 'Make an image for each scene', [
  'scenes-missing',
  'scene-not-found',
  'prompts-missing',
]);
export const generateClips = stageRoute('generate-clips', TakeOrder, 'Make a clip from each approved image', [
  'scenes-missing',
  'scene-not-found',
  'images-not-approved',
]);
export const assembleVideo = stageRoute('assemble-video', Assembly, 'Join the film', [
  'scenes-missing',
  'scene-not-found',
  'clips-not-ready',
]);

const StartRun = z
  .strictObject({
    until: StageKind.default('assemble_video'),
    approvals: ApprovalMode.optional(),
    missing: Missing,
    posterSceneId: PosterScene,
  })
  .default({ until: 'assemble_video', missing: 'refuse', posterSceneId: null })
  .meta({
    id: 'StartRun',
    example: {
      until: 'assemble_video',
      approvals: 'automatic',
      missing: 'refuse',
      posterSceneId: SCENE_ID,
    },
  });

export const run = securedRoute({
  method: 'post',
  path: '/api/projects/{projectId}/run',
  tags: ['stages'],
  summary: 'Run every stage that is still to be done',
  description:
    'Each scene moves on as soon as it can. What is made and still fits is not made again. `posterSceneId` names a scene that is there already, for the film that the run ends with.',
  scope: 'spend',
  problems: [
    'invalid-request',
    'invalid-json',
    'project-not-found',
    'stage-busy',
    'project-paused',
    'song-missing',
    'song-rejected',
    'scene-not-found',
    'idempotency-conflict',
  ],
  request: {
    params: ProjectPath,
    headers: IdempotencyHeaders,
    body: { required: false, content: { 'application/json': { schema: StartRun } } },
  },
  responses: {
    202: json(
      z.object({ run: RunView, jobs: z.array(JobView) }).meta({
        id: 'StartedRun',
        example: { run: RUN, jobs: [{ ...JOB, runId: RUN.id }] },
      }),
      'The run and its jobs.',
    ),
  },
});
