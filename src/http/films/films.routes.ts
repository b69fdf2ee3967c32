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
