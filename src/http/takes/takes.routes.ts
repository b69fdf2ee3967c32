import { z } from '@hono/zod-openapi';
import { TakeStatus } from '#contracts/entities/index.ts';
import { TAKE_ID } from '#contracts/examples/ids.ts';
import { APPROVAL, CLIP, FILE_URL, IMAGE, SCENE_APPROVAL } from '#contracts/examples/song.ts';
import { Id } from '#contracts/ids.ts';
import { Problem } from '#contracts/problem.ts';
import { ApprovalView, ClipView, ImageView, SceneApprovalView } from '#contracts/views/views.ts';
import { PageQuery } from '../paging.ts';
import { IdempotencyHeaders, json, listSchema, ProjectPath, securedRoute } from '../route.ts';

/** Where the file can be fetched without a key, for an hour; null while there is none. */
const file = {
  url: z.url().nullable(),
  /** The same of its thumbnail; null until `POST …/thumbnails` was asked. */
  thumbnailUrl: z.url().nullable(),
};
const ImageWithFile = ImageView.extend(file).meta({
  id: 'ImageWithFile',
  example: { ...IMAGE, url: FILE_URL, thumbnailUrl: FILE_URL },
});
const ClipWithFile = ClipView.extend(file).meta({
  id: 'ClipWithFile',
  example: { ...CLIP, url: FILE_URL, thumbnailUrl: FILE_URL },
});

/** Which takes to list. */
const TakeFilter = PageQuery.extend({
  sceneId: Id.optional().meta({
    param: { name: 'sceneId', in: 'query' },
    description: 'Only those of this scene.',
    example: '0198c0de-0000-7000-8000-000000000011',
  }),
  status: TakeStatus.optional().meta({
    param: { name: 'status', in: 'query' },
    description: 'Only those of this status.',
    example: 'succeeded',
  }),
});

export const listImages = securedRoute({
  method: 'get',
  path: '/api/projects/{projectId}/images',
  tags: ['takes'],
  summary: 'The images, every take',
  scope: 'read',
  problems: ['invalid-request', 'project-not-found'],
  request: { params: ProjectPath, query: TakeFilter },
  responses: { 200: json(listSchema(ImageWithFile), 'A page of the takes, oldest first.') },
});

export const listClips = securedRoute({
  method: 'get',
  path: '/api/projects/{projectId}/clips',
  tags: ['takes'],
  summary: 'The clips, every take',
  scope: 'read',
  problems: ['invalid-request', 'project-not-found'],
  request: { params: ProjectPath, query: TakeFilter },
  responses: { 200: json(listSchema(ClipWithFile), 'A page of the takes, oldest first.') },
});

function fileRoute<P extends string>(path: P, summary: string) {
  return securedRoute({
    method: 'get',
    path,
    tags: ['takes'],
    summary,
    scope: 'read',
    problems: ['project-not-found', 'take-not-found', 'file-not-ready'],
    request: {
      params: ProjectPath.extend({
        takeId: Id.meta({ param: { name: 'takeId', in: 'path' }, example: TAKE_ID }),
      }),
    },
    responses: { 302: { description: 'A presigned URL in `Location`; it takes ranges.' } },
  });
}

export const previewImage = fileRoute('/api/projects/{projectId}/images/{takeId}/preview', 'Show an image');
export const previewClip = fileRoute('/api/projects/{projectId}/clips/{takeId}/preview', 'Play a clip');
export const downloadClip = fileRoute('/api/projects/{projectId}/clips/{takeId}/download', 'Download a clip');

const Decisions = z
  .strictObject({
    decisions: z
      .array(
        z.strictObject({
          takeId: Id,
          decision: z.enum(['approved', 'rejected']),
          reason: z.string().max(2000).nullable().default(null),
        }),
      )
      .min(1)
      .max(400),
  })
  .meta({
    id: 'Decisions',
    example: {
      decisions: [{ takeId: TAKE_ID, decision: 'approved', reason: 'The coat is the right red.' }],
    },
  });

const DecisionResults = z
  .object({
    results: z.array(
      z.object({
        takeId: Id,
        ok: z.boolean(),
        problem: Problem.pick({ code: true, detail: true }).nullable(),
      }),
    ),
  })
  .meta({ id: 'DecisionResults', example: { results: [{ takeId: TAKE_ID, ok: true, problem: null }] } });

export const putApprovals = securedRoute({
  method: 'put',
  path: '/api/projects/{projectId}/approvals',
  tags: ['approvals'],
  summary: 'Approve or reject images and clips',
  description:
    'Answered item by item; a refused one does not stop the others. Approving a take selects it; where the selected one is rejected, the next best that still fits is.',
  scope: 'write',
  problems: ['invalid-request', 'invalid-json', 'project-not-found', 'idempotency-conflict'],
  request: {
    params: ProjectPath,
    headers: IdempotencyHeaders,
    body: { required: true, content: { 'application/json': { schema: Decisions } } },
  },
  responses: { 200: json(DecisionResults, 'What became of each decision.') },
});

const Approvals = listSchema(ApprovalView)
  .extend({ scenes: z.array(SceneApprovalView) })
  .meta({
    id: 'Approvals',
    example: { items: [APPROVAL], nextCursor: null, scenes: [SCENE_APPROVAL] },
  });

export const listApprovals = securedRoute({
  method: 'get',
  path: '/api/projects/{projectId}/approvals',
  tags: ['approvals'],
  summary: 'Where the decisions stand, and their history',
  scope: 'read',
  problems: ['invalid-request', 'project-not-found'],
  request: { params: ProjectPath, query: PageQuery },
  responses: { 200: json(Approvals, 'A page of the decisions, oldest first, and where each scene stands.') },
});
