import { JOB, RUN } from '#contracts/examples/projects.ts';
import { Id } from '#contracts/ids.ts';
import { JobView, ProjectView, RunView } from '#contracts/views/views.ts';
import { PageQuery } from '../paging.ts';
import { IdempotencyHeaders, json, listSchema, ProjectPath, securedRoute } from '../route.ts';

export const listRuns = securedRoute({
  method: 'get',
  path: '/api/projects/{projectId}/runs',
  tags: ['runs'],
  summary: 'The runs, oldest first',
  scope: 'read',
  problems: ['invalid-request', 'project-not-found'],
  request: { params: ProjectPath, query: PageQuery },
  responses: { 200: json(listSchema(RunView), 'A page of the runs.') },
});

const RunDetail = RunView.extend({ jobs: JobView.array() }).meta({
  id: 'RunDetail',
  example: { ...RUN, jobs: [{ ...JOB, runId: RUN.id }] },
});

export const getRun = securedRoute({
  method: 'get',
  path: '/api/projects/{projectId}/runs/{runId}',
  tags: ['runs'],
  summary: 'A run with its jobs',
  scope: 'read',
  problems: ['project-not-found', 'run-not-found'],
  request: {
    params: ProjectPath.extend({
      runId: Id.meta({
        param: { name: 'runId', in: 'path' },
        example: RUN.id,
      }),
    }),
  },
  responses: { 200: json(RunDetail, 'The run.') },
});

export const pause = securedRoute({
  method: 'post',
  path: '/api/projects/{projectId}/pause',
  tags: ['runs'],
  summary: 'Send nothing more that costs money',
  description:
    'Holds back all paid work. What is already with a provider was paid for: it ends and is stored, and free work goes on. Pausing a paused project changes nothing.',
  scope: 'write',
  problems: ['project-not-found', 'idempotency-conflict'],
  request: { params: ProjectPath, headers: IdempotencyHeaders },
  responses: { 200: json(ProjectView, 'The project; its status is `paused`.') },
});

export const resume = securedRoute({
  method: 'post',
  path: '/api/projects/{projectId}/resume',
  tags: ['runs'],
  summary: 'Go on where the project was paused',
  description: 'Sends what was held back. Resuming a project that is not paused changes nothing.',
  scope: 'spend',
  problems: ['project-not-found', 'idempotency-conflict'],
  request: { params: ProjectPath, headers: IdempotencyHeaders },
  responses: { 200: json(ProjectView, 'The project.') },
});
