import { z } from '@hono/zod-openapi';
import { EditReportView, EditView, RepairView, StaleTakeView } from '#contracts/views/views.ts';
import { PageQuery } from '../paging.ts';
import { RequiredIfMatchHeaders } from '../preconditions.ts';
import { IdempotencyHeaders, json, listSchema, ProjectPath, securedRoute } from '../route.ts';
import { SceneWithThumbnail } from '../storyboard/storyboard.routes.ts';
import { EDITED } from './example.ts';
import { SceneStep } from './scene-step.ts';

const PATH = '/api/projects/{projectId}/scenes';

const EditedStoryboard = z
  .object({
    scenes: z.array(SceneWithThumbnail),
    edit: EditView.nullable().meta({
      description: 'The step in the history; null where nothing changed, or it was too large to be undone.',
    }),
    report: EditReportView,
    staleTakes: z.array(StaleTakeView).meta({
      description: 'Selected takes that fitted their scene before and no longer do.',
    }),
    repair: RepairView,
  })
  .meta({ id: 'EditedStoryboard', example: EDITED });

const headers = z.object({ ...RequiredIfMatchHeaders.shape, ...IdempotencyHeaders.shape });
const answer = json(EditedStoryboard, 'The storyboard as it is now, with its `ETag`, and what was done.');

const PROBLEMS = [
  'invalid-request',
  'project-not-found',
  'song-missing',
  'stage-busy',
  'precondition-required',
  'precondition-failed',
  'idempotency-conflict',
] as const;

export const editScenes = securedRoute({
  method: 'post',
  path: `${PATH}/edits`,
  operationId: 'editScenes',
  tags: ['storyboard'],
  summary: 'Edit the storyboard by one step',
  description: [
    'Splits, merges, inserts, deletes or reorders scenes, moves the cut between two, or locks some. The scenes tile the film before and after; neighbours give or take the time. Seconds are snapped to frames and, with `snap`, to the nearest mark of song or lyrics within half a second.',
    'A locked scene is changed by no edit and no new analysis until it is unlocked. Where a step does not fit, nothing changes and `errors[]` points into the step.',
    'The answer says which takes became stale and what it would cost to make them again. Nothing is spent: start `generate-images` or `generate-clips` for that.',
    '`If-Match` is required and carries the `ETag` of `GET …/scenes`. Each step is undone by `POST …/scenes/undo`.',
  ].join('\n\n'),
  scope: 'write',
  problems: [...PROBLEMS, 'invalid-json', 'scenes-missing', 'storyboard-invalid'],
  request: {
    params: ProjectPath,
    headers,
    body: { required: true, content: { 'application/json': { schema: SceneStep } } },
  },
  responses: { 200: answer },
});

export const listEdits = securedRoute({
  method: 'get',
  path: `${PATH}/edits`,
  tags: ['storyboard'],
  summary: 'The history of the storyboard',
  description:
    'Newest first: single steps, whole lists (`put`) and new analyses (`plan`). The last 200 are kept; fewer where they hold very many scenes. A new edit drops those that are undone.',
  scope: 'read',
  problems: ['invalid-request', 'project-not-found'],
  request: { params: ProjectPath, query: PageQuery },
  responses: { 200: json(listSchema(EditView), 'A page of the steps, newest first.') },
});

const through = (path: 'undo' | 'redo', summary: string, description: string) =>
  securedRoute({
    method: 'post',
    path: `${PATH}/${path}`,
    operationId: `${path}Edit`,
    tags: ['storyboard'],
    summary,
    description: `${description} \`If-Match\` is required, so that nobody takes back what somebody else has just done.`,
    scope: 'write',
    problems: [...PROBLEMS, 'nothing-to-undo', 'edit-outdated'],
    request: { params: ProjectPath, headers },
    responses: { 200: answer },
  });

export const undoEdit = through(
  'undo',
  'Undo the newest edit',
  'Takes back the newest step that is not undone, exactly: times, words, order and locks. Scenes that come back have their ids, prompts and takes again.',
);

export const redoEdit = through(
  'redo',
  'Do an undone edit again',
  'Does the step again that was undone last; a new edit ends that.',
);
