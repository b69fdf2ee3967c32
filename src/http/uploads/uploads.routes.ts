import { z } from '@hono/zod-openapi';
import { TAKEN } from '#adapters/storage/judge-upload.ts';
import { Id } from '#contracts/ids.ts';
import { UploadView } from '#contracts/views/views.ts';
import { IdempotencyHeaders, json, securedRoute } from '../route.ts';
import { CompleteUpload, PresignedUpload, PresignUpload, RenewUpload } from './uploads.schemas.ts';

const ID = '0198c0de-0000-7000-8000-000000000002';
const UploadPath = z.object({ uploadId: Id.meta({ param: { name: 'uploadId', in: 'path' }, example: ID }) });

export const presignUpload = securedRoute({
  method: 'post',
  path: '/api/uploads/presign',
  located: false,
  tags: ['uploads'],
  summary: 'Get a URL to put a file to',
  description: [
    'The file goes straight to storage: type, length and place are signed, and the URL is good for 15 minutes and for',
    'one file. A file above 100 MB goes in `parts`, each to a URL of its own. Then call `complete`.',
    `A \`song\` may be ${TAKEN.song}. With a \`sceneId\`, an \`image\` (${TAKEN.image}) or a \`clip\` (${TAKEN.clip})`,
    'becomes a take of that scene. A `reference` is a picture for the cast, named there once it is `ready`. What is not completed within a day is removed.',
  ].join(' '),
  scope: 'write',
  problems: [
    'invalid-request',
    'invalid-json',
    'project-not-found',
    'scene-not-found',
    'file-too-large',
    'idempotency-conflict',
    'storage-unavailable',
    'not-configured',
  ],
  request: {
    headers: IdempotencyHeaders,
    body: { required: true, content: { 'application/json': { schema: PresignUpload } } },
  },
  responses: { 201: json(PresignedUpload, 'Where to put the file.') },
});

export const renewUpload = securedRoute({
  method: 'post',
  path: '/api/uploads/{uploadId}/presign',
  operationId: 'renewUpload',
  tags: ['uploads'],
  summary: 'Get fresh URLs for an upload that takes longer',
  description: 'Parts that were put already stay; only those that are missing need their new URL.',
  scope: 'write',
  problems: [
    'invalid-request',
    'invalid-json',
    'project-not-found',
    'upload-not-found',
    'upload-closed',
    'upload-expired',
    'idempotency-conflict',
    'storage-unavailable',
    'not-configured',
  ],
  request: {
    params: UploadPath,
    headers: IdempotencyHeaders,
    body: { required: true, content: { 'application/json': { schema: RenewUpload } } },
  },
  responses: { 200: json(PresignedUpload, 'Where to put the file.') },
});

export const completeUpload = securedRoute({
  method: 'post',
  path: '/api/uploads/{uploadId}/complete',
  located: false,
  tags: ['uploads'],
  summary: 'Say that the file is there',
  description: [
    'Its size and first bytes are checked at once; then it is probed, and `upload.updated` says `ready` or `rejected`.',
    'Sent again it answers with how the upload stands and changes nothing.',
  ].join(' '),
  scope: 'write',
  problems: [
    'invalid-request',
    'invalid-json',
    'project-not-found',
    'upload-not-found',
    'upload-missing',
    'upload-expired',
    'parts-invalid',
    'file-rejected',
    'idempotency-conflict',
    'storage-unavailable',
    'not-configured',
  ],
  request: {
    params: UploadPath,
    headers: IdempotencyHeaders,
    body: { required: true, content: { 'application/json': { schema: CompleteUpload } } },
  },
  responses: { 202: json(UploadView, 'The upload; it is being probed.') },
});

export const getUpload = securedRoute({
  method: 'get',
  path: '/api/uploads/{uploadId}',
  tags: ['uploads'],
  summary: 'How an upload stands',
  description: '`rejected` comes with the reason in `failure`, `ready` with what was found in the file.',
  scope: 'read',
  problems: ['invalid-request', 'project-not-found', 'upload-not-found'],
  request: {
    params: UploadPath,
    query: z.object({ projectId: Id.meta({ example: '0198c0de-0000-7000-8000-000000000001' }) }),
  },
  responses: { 200: json(UploadView, 'The upload.') },
});
