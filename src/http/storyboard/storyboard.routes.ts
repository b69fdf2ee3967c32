import { z } from '@hono/zod-openapi';
import { WantedTransition } from '#contracts/entities/index.ts';
import { FILE_URL, SCENE } from '#contracts/examples/song.ts';
import { Id } from '#contracts/ids.ts';
import { PromptView, SceneView } from '#contracts/views/views.ts';
import { PageQuery } from '../paging.ts';
import { RequiredIfMatchHeaders } from '../preconditions.ts';
import { json, listSchema, ProjectPath, securedRoute } from '../route.ts';

/** Without small pictures a list is sent as the object wrote it, and nobody looks into it: hence left out, not null. */
export const SceneWithThumbnail = SceneView.extend({
  thumbnailUrl: z.url().optional().meta({
    description:
      'Where the picture of `thumbnailTakeId` can be fetched without a key, for an hour; left out where there is none. `POST …/thumbnails` makes what lacks.',
  }),
}).meta({ id: 'SceneWithThumbnail', example: { ...SCENE, thumbnailUrl: FILE_URL } });
export type SceneWithThumbnail = z.infer<typeof SceneWithThumbnail>;

export const listScenes = securedRoute({
  method: 'get',
  path: '/api/projects/{projectId}/scenes',
  tags: ['storyboard'],
  summary: 'The scenes in film order',
  description:
    'The `ETag` is `"<plan>.<seq>"`: with `If-None-Match` it answers 304 until anything in the project changes; with `If-Match` on `PUT` only its plan counts, which changes with order, times, words, transitions and locks of the scenes and not with their takes.',
  scope: 'read',
  problems: ['invalid-request', 'project-not-found'],
  request: { params: ProjectPath, query: PageQuery },
  responses: {
    200: json(
      listSchema(SceneWithThumbnail),
      'A page of the scenes; together they tile the film without gap or overlap.',
    ),
  },
});

const text = z.string().max(5000).optional();
const seconds = z.number().nonnegative().max(86_400);

/** A scene as `GET` answers it may be sent back as it is: what only the project itself can say is let pass. */
const SceneEntry = z
  .strictObject({
    ...SceneWithThumbnail.partial().shape,
    id: Id.optional().meta({ description: 'A scene that is there; left out for a new one.' }),
    startSeconds: seconds.meta({ description: 'Seconds from the start of the song; snapped to a frame.' }),
    endSeconds: seconds,
    title: text,
    theme: text,
    mood: text,
    lyricExcerpt: text,
    reasoning: text,
    transition: WantedTransition.nullable().optional().meta({
      description: "How the scene before becomes this one; null is the project's way.",
    }),
    clipInSeconds: z.number().nonnegative().max(600).optional().meta({
      description: "Seconds of the scene's clip that are left out at its beginning.",
      example: 0.5,
    }),
  })
  .meta({
    id: 'SceneEntry',
    example: { startSeconds: 7.25, endSeconds: 12, title: 'Departure', theme: 'The train pulls out' },
  });

const scene = (n: number, startSeconds: number, endSeconds: number) => ({
  id: `0198c0de-0000-7000-8000-00000000010${n}`,
  startSeconds,
  endSeconds,
});

const PutScenes = z.strictObject({ scenes: z.array(SceneEntry).min(1).max(400) }).meta({
  id: 'PutScenes',
  example: {
    scenes: [
      { ...scene(1, 0, 7.25), title: 'Platform nine', theme: 'A woman waits under a flickering lamp' },
      {
        startSeconds: 7.25,
        endSeconds: 12,
        title: 'Departure',
        theme: 'The train pulls out, lights smear on the window',
        mood: 'restless',
        lyricExcerpt: 'the night train takes me home',
        reasoning: 'The drums come in here.',
        transition: { kind: 'crossfade', seconds: 0.5 },
      },
      scene(2, 12, 18.5),
    ],
  },
});

export const putScenes = securedRoute({
  method: 'put',
  path: '/api/projects/{projectId}/scenes',
  tags: ['storyboard'],
  summary: 'Edit, insert, remove and reorder scenes',
  description: [
    'The whole storyboard in film order, in one change. An entry with `id` edits that scene; what is left out stays. An entry without `id` is a new scene. A scene that is not in the list is removed. The order of the list is the order of the film.',
    'Scenes tile the film: the first starts at 0, each starts on the frame on which the one before ends, the last ends with the song. Times are snapped to frames, so that 7.2500001 and 7.25 meet. Where something does not fit, nothing changes and `errors[]` names each entry and what was expected.',
    'A scene that stays keeps its prompt, images and clips; a clip that is too short for its new length becomes stale. Of a removed scene, paid work that still runs is stopped, and what was made stays listed under its `sceneId`. A locked scene has to stay in the list as it is; locks themselves are set by `POST …/scenes/edits`, `locked` says nothing here. Other jobs go on; while `analyze-scenes` runs, the answer is `stage-busy`.',
    '`If-Match` is required and carries the `ETag` of `GET …/scenes`, so that nobody overwrites what somebody else has just edited.',
  ].join('\n\n'),
  scope: 'write',
  problems: [
    'invalid-request',
    'invalid-json',
    'project-not-found',
    'song-missing',
    'stage-busy',
    'storyboard-invalid',
    'precondition-required',
    'precondition-failed',
  ],
  request: {
    params: ProjectPath,
    headers: RequiredIfMatchHeaders,
    body: { required: true, content: { 'application/json': { schema: PutScenes } } },
  },
  responses: { 200: json(listSchema(SceneWithThumbnail), 'The storyboard as it is now, with its `ETag`.') },
});

export const listPrompts = securedRoute({
  method: 'get',
  path: '/api/projects/{projectId}/prompts',
  tags: ['storyboard'],
  summary: 'The prompts, every version',
  scope: 'read',
  problems: ['invalid-request', 'project-not-found'],
  request: { params: ProjectPath, query: PageQuery },
  responses: {
    200: json(listSchema(PromptView), 'A page of the versions, oldest first; a scene names its current one.'),
  },
});
