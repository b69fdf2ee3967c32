import { z } from '@hono/zod-openapi';
import { SCENE_ID, VIDEO_ID } from '#contracts/examples/ids.ts';
import { SHEET } from '#contracts/examples/renditions.ts';
import { FILE_URL } from '#contracts/examples/song.ts';
import { Id } from '#contracts/ids.ts';
import { JobView, SheetView } from '#contracts/views/views.ts';
import { IdempotencyHeaders, json, ProjectPath, securedRoute } from '../route.ts';

const startedHere = { 202: json(JobView, 'The job, with its URL in `Location`.') };

export const createSheet = securedRoute({
  method: 'post',
  path: '/api/projects/{projectId}/storyboard-sheet',
  operationId: 'createStoryboardSheet',
  tags: ['storyboard'],
  summary: 'Draw the storyboard as one picture',
  description:
    'Every scene with its number and time, by its selected clip, else by its image. Costs nothing; what was drawn already is not drawn again.',
  scope: 'write',
  problems: ['project-not-found', 'project-paused', 'scenes-missing', 'images-missing'],
  request: { params: ProjectPath, headers: IdempotencyHeaders },
  responses: startedHere,
});

const SheetWithFile = SheetView.extend({
  /** Where the JPEG can be fetched without a key, for an hour; null while there is none. */
  url: z.url().nullable(),
}).meta({ id: 'StoryboardSheetWithFile', example: { ...SHEET, url: FILE_URL } });

export const getSheet = securedRoute({
  method: 'get',
  path: '/api/projects/{projectId}/storyboard-sheet',
  operationId: 'getStoryboardSheet',
  tags: ['storyboard'],
  summary: 'The storyboard as one picture',
  description: 'The one that was asked for last; `cells` say which takes it shows.',
  scope: 'read',
  problems: ['project-not-found', 'file-not-ready'],
  request: { params: ProjectPath },
  responses: { 200: json(SheetWithFile, 'The sheet.') },
});

export const createThumbnails = securedRoute({
  method: 'post',
  path: '/api/projects/{projectId}/thumbnails',
  operationId: 'createThumbnails',
  tags: ['takes'],
  summary: 'Make a small picture of every take that lacks one',
  description:
    'Images, clips and the scenes that have selected them then have a `thumbnailUrl` in their lists. Costs nothing; each is made once. Ask when a stage is done: many are made at one go.',
  scope: 'write',
  problems: ['project-not-found', 'project-paused'],
  request: { params: ProjectPath, headers: IdempotencyHeaders },
  responses: startedHere,
});

const PosterChoice = z
  .strictObject({
    sceneId: Id.nullable().meta({
      description: 'The scene to show; null for the brightest of the choruses, else of all scenes.',
    }),
  })
  .meta({ id: 'PosterChoice', example: { sceneId: SCENE_ID } });

export const putPoster = securedRoute({
  method: 'put',
  path: '/api/projects/{projectId}/videos/{videoId}/poster',
  operationId: 'putVideoPoster',
  tags: ['videos'],
  summary: 'Choose the scene that the poster shows',
  description: 'The film is not joined again. The poster that is there stays until the new one is.',
  scope: 'write',
  problems: ['project-not-found', 'project-paused', 'take-not-found', 'take-not-finished', 'scene-not-found'],
  request: {
    params: ProjectPath.extend({
      videoId: Id.meta({ param: { name: 'videoId', in: 'path' }, example: VIDEO_ID }),
    }),
    body: { required: true, content: { 'application/json': { schema: PosterChoice } } },
  },
  responses: startedHere,
});

const AnimaticOrder = z
  .strictObject({ posterSceneId: Id.nullable().default(null) })
  .default({ posterSceneId: null })
  .meta({ id: 'AnimaticOrder', example: { posterSceneId: SCENE_ID } });

export const createAnimatic = securedRoute({
  method: 'post',
  path: '/api/projects/{projectId}/animatic',
  operationId: 'createAnimatic',
  tags: ['videos'],
  summary: 'Preview the film with stills, before there are clips',
  description:
    'The camera moves over the selected image of each scene, to the song, with the film’s cuts and transitions. Costs nothing. It is listed among the videos with `purpose: animatic`, and is never the project’s film.',
  scope: 'write',
  problems: [
    'project-not-found',
    'project-paused',
    'stage-busy',
    'scenes-missing',
    'scene-not-found',
    'images-missing',
  ],
  request: {
    params: ProjectPath,
    headers: IdempotencyHeaders,
    body: { required: false, content: { 'application/json': { schema: AnimaticOrder } } },
  },
  responses: startedHere,
});
