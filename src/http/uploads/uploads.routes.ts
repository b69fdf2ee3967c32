import { z } from '@hono/zod-openapi';
import { PROJECT_ID, UPLOAD_ID } from '#contracts/examples/ids.ts';
import { UPLOAD } from '#contracts/examples/song.ts';
import { Id } from '#contracts/ids.ts';
import { SongView, UploadView } from '#contracts/views/views.ts';
import { IdempotencyHeaders, json, ProjectPath, securedRoute } from '../route.ts';

/** Largest song file, in bytes. */
export const MAX_SONG_BYTES = 500 * 1024 * 1024;

const PresignUpload = z
  .strictObject({
    projectId: Id,
    purpose: z.enum(['song']).default('song'),
    fileName: z.string().trim().min(1).max(255).meta({ example: 'night-train.mp3' }),
    contentType: z
      .string()
      .regex(/^(audio|video)\/[\w.+-]+$|^application\/ogg$/, 'Expected an audio type such as audio/mpeg')
      .meta({ example: 'audio/mpeg' }),
    sizeBytes: z.int().min(1, 'The file is empty').max(MAX_SONG_BYTES, 'The file is larger than 500 MiB'),
  })
  .meta({
    id: 'PresignUpload',
    example: {
      projectId: PROJECT_ID,
      purpose: 'song',
      fileName: 'night-train.mp3',
      contentType: 'audio/mpeg',
      sizeBytes: 4_812_345,
    },
  });

const PresignedUpload = z
  .object({
    upload: UploadView,
    /** Send the file there with exactly this method and these headers. */
    method: z.literal('PUT'),
    url: z.url(),
    headers: z.record(z.string(), z.string()),
    expiresAt: z.iso.datetime(),
  })
  .meta({
    id: 'PresignedUpload',
    example: {
      upload: { ...UPLOAD, status: 'pending' },
      method: 'PUT',
      url: 'https://account.r2.cloudflarestorage.com/omvee-media/projects/0198c0de/song.mp3?X-Amz-Expires=900',
      headers: { 'content-type': 'audio/mpeg', 'content-length': '4812345' },
      expiresAt: '2026-11-22T10:15:00.000Z',
    },
  });

export const presignUpload = securedRoute({
  method: 'post',
  path: '/api/uploads/presign',
  located: false,
  tags: ['uploads'],
  summary: 'Get a URL to put a file to',
  description: 'The file goes straight to storage; type and length are signed. Then call `complete`.',
  scope: 'write',
  problems: ['invalid-request', 'invalid-json', 'project-not-found'],
  request: {
    headers: IdempotencyHeaders,
    body: { required: true, content: { 'application/json': { schema: PresignUpload } } },
  },
  responses: { 201: json(PresignedUpload, 'Where to put the file.') },
});

export const completeUpload = securedRoute({
  method: 'post',
  path: '/api/uploads/{uploadId}/complete',
  located: false,
  tags: ['uploads'],
  summary: 'Say that the file is there',
  description:
    'Its size and first bytes are checked at once; then it is probed, and `upload.updated` says `ready` or `rejected`.',
  scope: 'write',
  problems: [
    'invalid-request',
    'invalid-json',
    'project-not-found',
    'upload-not-found',
    'upload-missing',
    'file-rejected',
  ],
  request: {
    params: z.object({ uploadId: Id.meta({ param: { name: 'uploadId', in: 'path' }, example: UPLOAD_ID }) }),
    headers: IdempotencyHeaders,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z
            .strictObject({ projectId: Id })
            .meta({ id: 'CompleteUpload', example: { projectId: PROJECT_ID } }),
        },
      },
    },
  },
  responses: { 202: json(UploadView, 'The upload; it is being probed.') },
});

export const getSong = securedRoute({
  method: 'get',
  path: '/api/projects/{projectId}/song',
  tags: ['uploads'],
  summary: 'The song of a project',
  scope: 'read',
  problems: ['project-not-found', 'song-missing'],
  request: { params: ProjectPath },
  responses: { 200: json(SongView, 'The song.') },
});
