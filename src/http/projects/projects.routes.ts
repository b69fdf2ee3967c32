import { z } from '@hono/zod-openapi';
import { NOT_BURNED, WantedCaptions } from '#contracts/captions.ts';
import {
  ApprovalMode,
  AspectRatio,
  FramesPerSecond,
  HELD_CLIPS,
  PLAIN_CUT,
  ProjectStatus,
  Resolution,
  ShortClips,
  WantedTransition,
} from '#contracts/entities/index.ts';
import { JOB, PROJECT } from '#contracts/examples/projects.ts';
import { Fill } from '#contracts/media-jobs/picture.ts';
import { JobView, ProjectView } from '#contracts/views/views.ts';
import { DEFAULT_CLIP_MODEL, DEFAULT_IMAGE_MODEL } from '#domain/models/index.ts';
import { PageQuery } from '../paging.ts';
import { IfMatchHeaders } from '../preconditions.ts';
import { IdempotencyHeaders, json, listSchema, ProjectPath, securedRoute } from '../route.ts';

/** What a project is made of, each field without its default. */
const fields = {
  title: z.string().trim().min(1).max(200).meta({ example: 'Night train' }),
  artist: z.string().trim().min(1).max(200).nullable().meta({
    description: "Who made the song; goes into the film's metadata.",
    example: 'The Sleepers',
  }),
  aspectRatio: AspectRatio,
  resolution: Resolution,
  fps: FramesPerSecond,
  style: z.string().max(1000).meta({ example: '35 mm film, warm dusk' }),
  stylePack: z.string().min(1).max(80).nullable().meta({
    description:
      'A look of `GET /api/style-packs`, as `id@version`; without a version the newest, which the project then stays with. `style` is added to it; null is none.',
    example: 'late-sun@1',
  }),
  imageModel: z.string(),
  clipModel: z.string(),
  sceneCount: z.int().min(1).max(400).nullable(),
  approvals: ApprovalMode,
  fill: Fill.meta({
    description:
      'How pictures of another shape get into the frame: `crop` cuts off, `pad` adds black bars, `blur` shows all of it over a blurred copy; `auto` crops where little is lost and else blurs.',
  }),
  shortClips: ShortClips.meta({
    description:
      'What a clip does that is shorter than its scene: `hold` its last frame, or play `slow`, at the slowest at `slowestSpeed` of its own speed.',
  }),
  transition: WantedTransition.meta({
    description:
      'How scenes become the next one where they do not say so themselves. A blend of `seconds` lies half before and half behind the boundary; the film keeps its length.',
  }),
  captions: WantedCaptions.meta({
    description:
      'Captions in the picture: `lines` or `words` (each filled with colour while it is sung), in one of the presets, at its place or another. The film carries its captions as a track of its own as well.',
  }),
  budgetUsd: z.number().nonnegative().max(100_000).nullable(),
};

const CreateProject = z
  .strictObject({
    ...fields,
    aspectRatio: AspectRatio.default('16:9'),
    resolution: Resolution.default('720p'),
    fps: FramesPerSecond.default(24),
    style: fields.style.default(''),
    stylePack: fields.stylePack.default(null),
    imageModel: fields.imageModel.default(DEFAULT_IMAGE_MODEL),
    clipModel: fields.clipModel.default(DEFAULT_CLIP_MODEL),
    sceneCount: fields.sceneCount.default(null),
    approvals: ApprovalMode.default('manual'),
    artist: fields.artist.default(null),
    fill: fields.fill.default('auto'),
    shortClips: fields.shortClips.default(HELD_CLIPS),
    transition: fields.transition.default(PLAIN_CUT),
    captions: fields.captions.default(NOT_BURNED),
    budgetUsd: fields.budgetUsd.default(null),
  })
  .meta({
    id: 'CreateProject',
    example: { title: PROJECT.title, artist: PROJECT.artist, ...PROJECT.settings, budgetUsd: 25 },
  });

export const createProject = securedRoute({
  method: 'post',
  path: '/api/projects',
  tags: ['projects'],
  summary: 'Create a project',
  scope: 'write',
  problems: [
    'invalid-request',
    'invalid-json',
    'model-unknown',
    'style-pack-unknown',
    'idempotency-conflict',
    'project-exists',
  ],
  request: {
    headers: IdempotencyHeaders,
    body: { required: true, content: { 'application/json': { schema: CreateProject } } },
  },
  responses: { 201: json(ProjectView, 'The project, with `Location`.') },
});

export const listProjects = securedRoute({
  method: 'get',
  path: '/api/projects',
  tags: ['projects'],
  summary: 'List your projects, newest first',
  scope: 'read',
  problems: ['invalid-request'],
  request: {
    query: PageQuery.extend({
      status: ProjectStatus.optional().meta({
        description: 'Only projects of this status.',
        example: 'running',
      }),
    }),
  },
  responses: { 200: json(listSchema(ProjectView), 'One page.') },
});

export const ProjectDetail = ProjectView.extend({
  counts: z.object({
    scenes: z.int(),
    prompts: z.int(),
    images: z.int(),
    clips: z.int(),
    approvedImages: z.int(),
    approvedClips: z.int(),
  }),
  /** Newest job of each stage. */
  stages: z.array(JobView),
}).meta({
  id: 'ProjectDetail',
  example: {
    ...PROJECT,
    counts: { scenes: 12, prompts: 12, images: 12, clips: 0, approvedImages: 9, approvedClips: 0 },
    stages: [JOB],
  },
});

export const getProject = securedRoute({
  method: 'get',
  path: '/api/projects/{projectId}',
  tags: ['projects'],
  summary: 'A project with counts and the progress of each stage',
  scope: 'read',
  problems: ['project-not-found'],
  request: { params: ProjectPath },
  responses: { 200: json(ProjectDetail, 'The project.') },
});

const UpdateProject = z
  .strictObject(fields)
  .partial()
  .meta({
    id: 'UpdateProject',
    example: { title: 'Night train, slower', budgetUsd: 40 },
  });

export const updateProject = securedRoute({
  method: 'patch',
  path: '/api/projects/{projectId}',
  tags: ['projects'],
  summary: 'Change title, artist, budget or settings',
  description:
    'What is left out stays, so that two people who change different fields keep both changes. Images and clips that no longer fit become stale; nothing is made again by itself. Changed transitions, fills or captions are rendered with the next film, and nothing else is. With `If-Match` (the ETag of the project) the change is refused where title, artist, budget or settings are no longer those.',
  scope: 'write',
  problems: [
    'invalid-request',
    'invalid-json',
    'project-not-found',
    'model-unknown',
    'style-pack-unknown',
    'frame-rate-fixed',
    'precondition-failed',
  ],
  request: {
    params: ProjectPath,
    headers: IfMatchHeaders,
    body: { required: true, content: { 'application/json': { schema: UpdateProject } } },
  },
  responses: { 200: json(ProjectView, 'The project.') },
});

export const deleteProject = securedRoute({
  method: 'delete',
  path: '/api/projects/{projectId}',
  tags: ['projects'],
  summary: 'Delete a project',
  description: 'Stops what runs, then deletes state, files and records. What was spent stays in your usage.',
  scope: 'write',
  problems: ['project-not-found'],
  request: { params: ProjectPath },
  responses: { 204: { description: 'It is gone.' } },
});
