import { z } from '@hono/zod-openapi';
import { Id } from '#contracts/ids.ts';
import { Problem } from '#contracts/problem.ts';
import { ApprovalView, ClipView, ImageView } from '#contracts/views/views.ts';
import { PageQuery } from '../paging.ts';
import { IdempotencyHeaders, json, listSchema, ProjectPath, securedRoute } from '../route.ts';

/** Where the file can be fetched without a key, for an hour; null while there is none. */
const file = { url: z.url().nullable() };
const ImageWithFile = ImageView.extend(file).meta({ id: 'ImageWithFile' });
const ClipWithFile = ClipView.extend(file).meta({ id: 'ClipWithFile' });

export const listImages = securedRoute({
  method: 'get',
  path: '/api/projects/{projectId}/images',
  tags: ['takes'],
  summary: 'The images, every take',
  scope: 'read',
  problems: ['invalid-request', 'project-not-found'],
  request: { params: ProjectPath, query: PageQuery },
  responses: { 200: json(listSchema(ImageWithFile), 'A page of the takes, oldest first.') },
});

export const listClips = securedRoute({
  method: 'get',
  path: '/api/projects/{projectId}/clips',
  tags: ['takes'],
  summary: 'The clips, every take',
  scope: 'read',
  problems: ['invalid-request', 'project-not-found'],
  request: { params: ProjectPath, query: PageQuery },
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
    request: { params: ProjectPath.extend({ takeId: Id.meta({ param: { name: 'takeId', in: 'path' } }) }) },
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
  .meta({ id: 'Decisions' });

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
  .meta({ id: 'DecisionResults' });

export const putApprovals = securedRoute({
  method: 'put',
  path: '/api/projects/{projectId}/approvals',
  tags: ['approvals'],
  summary: 'Approve or reject images and clips',
  description: 'Answered item by item; a refused one does not stop the others. Approving a take selects it.',
  scope: 'write',
  problems: ['invalid-request', 'invalid-json', 'project-not-found', 'idempotency-conflict'],
  request: {
    params: ProjectPath,
    headers: IdempotencyHeaders,
    body: { required: true, content: { 'application/json': { schema: Decisions } } },
  },
  responses: { 200: json(DecisionResults, 'What became of each decision.') },
});

export const listApprovals = securedRoute({
  method: 'get',
  path: '/api/projects/{projectId}/approvals',
  tags: ['approvals'],
  summary: 'The history of decisions',
  scope: 'read',
  problems: ['invalid-request', 'project-not-found'],
  request: { params: ProjectPath, query: PageQuery },
  responses: { 200: json(listSchema(ApprovalView), 'A page of the decisions, oldest first.') },
});
