import { z } from '@hono/zod-openapi';
import { VIDEO_ID } from '#contracts/examples/ids.ts';
import { Id } from '#contracts/ids.ts';
import { FilmView } from '#contracts/views/views.ts';
import { PageQuery } from '../paging.ts';
import { json, listSchema, ProjectPath, securedRoute } from '../route.ts';

const VideoPath = ProjectPath.extend({
  videoId: Id.meta({ param: { name: 'videoId', in: 'path' }, example: VIDEO_ID }),
});

export const listVideos = securedRoute({
  method: 'get',
  path: '/api/projects/{projectId}/videos',
  tags: ['videos'],
  summary: 'The films, oldest first',
  scope: 'read',
  problems: ['invalid-request', 'project-not-found'],
  request: { params: ProjectPath, query: PageQuery },
  responses: { 200: json(listSchema(FilmView), 'A page of the films, each with its QC report.') },
});

export const getVideo = securedRoute({
  method: 'get',
  path: '/api/projects/{projectId}/videos/{videoId}',
  tags: ['videos'],
  summary: 'A film with its QC report',
  scope: 'read',
  problems: ['project-not-found', 'take-not-found'],
  request: { params: VideoPath },
  responses: { 200: json(FilmView, 'The film.') },
});

function fileRoute<P extends string>(path: P, summary: string) {
  return securedRoute({
    method: 'get',
    path,
    tags: ['videos'],
    summary,
    scope: 'read',
    problems: ['project-not-found', 'take-not-found', 'file-not-ready'],
    request: { params: VideoPath },
    responses: { 302: { description: 'A presigned URL in `Location`; it takes ranges.' } },
  });
}

export const downloadVideo = fileRoute(
  '/api/projects/{projectId}/videos/{videoId}/download',
  'Download the film',
);
export const getPoster = fileRoute('/api/projects/{projectId}/videos/{videoId}/poster', 'Show the poster');

export const getCaptions = securedRoute({
  method: 'get',
  path: '/api/projects/{projectId}/videos/{videoId}/captions.vtt',
  operationId: 'getVideoCaptions',
  tags: ['videos'],
  summary: "Download the film's captions as WebVTT",
  description:
    'What the track in the film shows, for players that take captions as a file of their own. The words with all of their times are at `GET …/lyrics/export`.',
  scope: 'read',
  problems: ['project-not-found', 'take-not-found', 'captions-missing'],
  request: { params: VideoPath },
  responses: {
    200: {
      description: 'The captions, named after the project.',
      headers: {
        'content-disposition': {
          description: '`attachment` with the file name.',
          schema: { type: 'string' as const },
        },
      },
      content: {
        'text/vtt': {
          schema: z.string(),
          example: 'WEBVTT\n\n1\n00:00:12.000 --> 00:00:14.200 align:center\nThe night train\n',
        },
      },
    },
  },
});
