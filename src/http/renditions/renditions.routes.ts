import { z } from '@hono/zod-openapi';
import { RenditionFormat } from '#contracts/entities/index.ts';
import { VIDEO_ID } from '#contracts/examples/ids.ts';
import { RENDITION, STREAM_URL } from '#contracts/examples/renditions.ts';
import { Id } from '#contracts/ids.ts';
import { Quality } from '#contracts/media-jobs/rendition.ts';
import { JobView, RenditionView } from '#contracts/views/views.ts';
import { PageQuery } from '../paging.ts';
import { IdempotencyHeaders, json, listSchema, ProjectPath, securedRoute } from '../route.ts';

const VideoPath = ProjectPath.extend({
  videoId: Id.meta({ param: { name: 'videoId', in: 'path' }, example: VIDEO_ID }),
});

const RenditionOrder = z
  .strictObject({
    formats: z.array(RenditionFormat).min(1).max(RenditionFormat.options.length).optional().meta({
      description:
        'Smaller files and `hls`, a stream. Without it, the stream and every quality that the film has the pixels for.',
    }),
  })
  .default({})
  .meta({ id: 'RenditionOrder', example: { formats: ['720p', 'hls'] } });

export const createRenditions = securedRoute({
  method: 'post',
  path: '/api/projects/{projectId}/videos/{videoId}/renditions',
  operationId: 'createVideoRenditions',
  tags: ['videos'],
  summary: 'Make smaller files of a film, and a stream',
  description:
    'Costs nothing. What is there or on its way is not made twice. Never larger than the film; frames, sound, chapters and captions are the film’s.',
  scope: 'write',
  problems: [
    'project-not-found',
    'project-paused',
    'take-not-found',
    'take-not-finished',
    'quality-above-film',
  ],
  request: {
    params: VideoPath,
    headers: IdempotencyHeaders,
    body: { required: false, content: { 'application/json': { schema: RenditionOrder } } },
  },
  responses: { 202: json(JobView, 'The job, with its URL in `Location`.') },
});

const RenditionWithFile = RenditionView.extend({
  /** A file that can be fetched without a key, for an hour; of a stream the address for players, for six. */
  url: z.url().nullable(),
}).meta({ id: 'RenditionWithFile', example: { ...RENDITION, url: STREAM_URL } });

export const listRenditions = securedRoute({
  method: 'get',
  path: '/api/projects/{projectId}/videos/{videoId}/renditions',
  tags: ['videos'],
  summary: 'What a film can be had as',
  description: 'The address of a stream is a pass: whoever has it can watch the film until it is over.',
  scope: 'read',
  problems: ['invalid-request', 'project-not-found', 'take-not-found'],
  request: { params: VideoPath, query: PageQuery },
  responses: {
    200: json(listSchema(RenditionWithFile), 'A page of the renditions, oldest first.'),
  },
});

export const downloadRendition = securedRoute({
  method: 'get',
  path: '/api/projects/{projectId}/videos/{videoId}/renditions/{quality}/download',
  tags: ['videos'],
  summary: 'Download a smaller film',
  scope: 'read',
  problems: ['project-not-found', 'take-not-found', 'file-not-ready'],
  request: {
    params: VideoPath.extend({
      quality: Quality.meta({ param: { name: 'quality', in: 'path' }, example: '720p' }),
    }),
  },
  responses: { 302: { description: 'A presigned URL in `Location`; it takes ranges.' } },
});
