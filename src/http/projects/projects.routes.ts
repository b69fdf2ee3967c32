import { z } from '@hono/zod-openapi';
import {
  ApprovalMode,
  AspectRatio,
  FramesPerSecond,
  ProjectStatus,
  Resolution,
} from '#contracts/entities/index.ts';
import { JobView, ProjectView } from '#contracts/views/views.ts';
import { IdempotencyHeaders, json, listSchema, ProjectPath, securedRoute } from '../route.ts';

const CreateProject = z
  .strictObject({
    title: z.string().trim().min(1).max(200).meta({ example: 'Night train' }),
    aspectRatio: AspectRatio.default('16:9'),
    resolution: Resolution.default('720p'),
    fps: FramesPerSecond.default(24),
    style: z.string().max(1000).default('').meta({ example: '35 mm film, warm dusk' }),
    imageModel: z.string().optional(),
    clipModel: z.string().optional(),
    sceneCount: z.int().min(1).max(400).nullable().default(null),
    approvals: ApprovalMode.default('manual'),
    budgetUsd: z.number().nonnegative().max(100_000).nullable().default(null),
  })
  .meta({ id: 'CreateProject' });

export const createProject = securedRoute({
  method: 'post',
  path: '/api/projects',
  tags: ['projects'],
  summary: 'Create a project',
  scope: 'write',
  problems: ['invalid-request', 'invalid-json', 'model-unknown', 'idempotency-conflict', 'project-exists'],
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
    query: z.object({
      status: ProjectStatus.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(20),
      cursor: z.string().optional(),
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
}).meta({ id: 'ProjectDetail' });

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
