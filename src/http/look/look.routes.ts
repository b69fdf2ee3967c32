import { z } from '@hono/zod-openapi';
import { CastView, SceneLookView, StylePackView } from '#contracts/views/views.ts';
import { PageQuery } from '../paging.ts';
import { IfMatchHeaders } from '../preconditions.ts';
import { IdempotencyHeaders, json, listSchema, ProjectPath, ScenePath, securedRoute } from '../route.ts';
import { AddCast, CastPath, PutSceneLook, UpdateCast } from './look.schemas.ts';

export const listStylePacks = securedRoute({
  method: 'get',
  path: '/api/style-packs',
  tags: ['look'],
  summary: 'The library of looks',
  description:
    'Every look with all its versions. A project names one with `stylePack`, as `id@version`; its phrases go into each prompt as they are. A version never changes.',
  scope: 'read',
  responses: {
    200: json(
      z.object({ items: z.array(StylePackView) }),
      'All of them: the library is no longer than a page.',
    ),
  },
});

export const listCast = securedRoute({
  method: 'get',
  path: '/api/projects/{projectId}/cast',
  tags: ['look'],
  summary: 'The cast: persons, things and places that stay the same',
  description:
    'The `ETag` is `"<cast>.<seq>"`; `If-Match` of those who change the cast compares the first part alone.',
  scope: 'read',
  problems: ['invalid-request', 'project-not-found'],
  request: { params: ProjectPath, query: PageQuery },
  responses: { 200: json(listSchema(CastView), 'A page of the cast, eldest first.') },
});

export const addCast = securedRoute({
  method: 'post',
  path: '/api/projects/{projectId}/cast',
  operationId: 'createCastMember',
  tags: ['look'],
  summary: 'Add somebody or something to the cast',
  description:
    'Images and clips of scenes in which it appears become stale; nothing is made again by itself. For a picture of it presign an upload of kind `reference` and name it here once it is `ready`.',
  scope: 'write',
  problems: [
    'project-not-found',
    'reference-unfit',
    'cast-full',
    'precondition-failed',
    'idempotency-conflict',
  ],
  request: {
    params: ProjectPath,
    headers: IdempotencyHeaders.extend(IfMatchHeaders.shape),
    body: { required: true, content: { 'application/json': { schema: AddCast } } },
  },
  responses: { 201: json(CastView, 'The new member, with its URL in `Location`.') },
});

export const updateCast = securedRoute({
  method: 'patch',
  path: '/api/projects/{projectId}/cast/{castId}',
  operationId: 'updateCastMember',
  tags: ['look'],
  summary: 'Change what is said of a member of the cast',
  description:
    'What is left out stays. Images and clips of its scenes that no longer fit become stale; nothing is made again by itself.',
  scope: 'write',
  problems: ['project-not-found', 'cast-not-found', 'reference-unfit', 'precondition-failed'],
  request: {
    params: CastPath,
    headers: IfMatchHeaders,
    body: { required: true, content: { 'application/json': { schema: UpdateCast } } },
  },
  responses: { 200: json(CastView, 'The member as it is now.') },
});

export const removeCast = securedRoute({
  method: 'delete',
  path: '/api/projects/{projectId}/cast/{castId}',
  operationId: 'deleteCastMember',
  tags: ['look'],
  summary: 'Take a member out of the cast and out of every scene',
  description: 'Its pictures stay in the project. Images and clips in which it was seen become stale.',
  scope: 'write',
  problems: ['project-not-found', 'cast-not-found', 'precondition-failed'],
  request: { params: CastPath, headers: IfMatchHeaders },
  responses: { 204: { description: 'It is no longer in the cast.' } },
});

export const getSceneLook = securedRoute({
  method: 'get',
  path: '/api/projects/{projectId}/scenes/{sceneId}/look',
  tags: ['look'],
  summary: 'How a scene is filmed, and what the models would be given for it',
  scope: 'read',
  problems: ['project-not-found', 'scene-not-found'],
  request: { params: ScenePath },
  responses: { 200: json(SceneLookView, 'The look of the scene.') },
});

export const putSceneLook = securedRoute({
  method: 'put',
  path: '/api/projects/{projectId}/scenes/{sceneId}/look',
  tags: ['look'],
  summary: 'Say who is in a scene, and whether it is a performance',
  description: [
    'What is left out stays. A lead person of a performance sings: the clip prompt says so. Without one nobody does.',
    'The texts of the current prompt follow at once, so that images and clips may become stale; nothing is made again by itself. With `If-Match` (the ETag of the look) it is refused where somebody changed it meanwhile.',
  ].join('\n\n'),
  scope: 'write',
  problems: ['project-not-found', 'scene-not-found', 'cast-not-found', 'precondition-failed'],
  request: {
    params: ScenePath,
    headers: IfMatchHeaders,
    body: { required: true, content: { 'application/json': { schema: PutSceneLook } } },
  },
  responses: { 200: json(SceneLookView, 'The look as it is now, with its `ETag`.') },
});
