import { z } from '@hono/zod-openapi';
import { JOB_ID } from '#contracts/examples/ids.ts';
import { JOB, TASK } from '#contracts/examples/projects.ts';
import { Id } from '#contracts/ids.ts';
import { CanceledJobView, JobView, TaskView, UsageView } from '#contracts/views/views.ts';
import { PageQuery } from '../paging.ts';
import { IdempotencyHeaders, json, listSchema, ProjectPath, securedRoute } from '../route.ts';

const JobPath = ProjectPath.extend({
  jobId: Id.meta({ param: { name: 'jobId', in: 'path' }, example: JOB_ID }),
});

export const listJobs = securedRoute({
  method: 'get',
  path: '/api/projects/{projectId}/jobs',
  tags: ['jobs'],
  summary: 'The jobs, oldest first',
  scope: 'read',
  problems: ['invalid-request', 'project-not-found'],
  request: { params: ProjectPath, query: PageQuery },
  responses: { 200: json(listSchema(JobView), 'A page of the jobs.') },
});

export const JobDetail = JobView.extend({ tasks: z.array(TaskView) }).meta({
  id: 'JobDetail',
  example: { ...JOB, tasks: [TASK] },
});

export const getJob = securedRoute({
  method: 'get',
  path: '/api/projects/{projectId}/jobs/{jobId}',
  tags: ['jobs'],
  summary: 'A job with its tasks',
  scope: 'read',
  problems: ['project-not-found', 'job-not-found'],
  request: { params: JobPath },
  responses: { 200: json(JobDetail, 'The job.') },
});

export const cancelJob = securedRoute({
  method: 'post',
  path: '/api/projects/{projectId}/jobs/{jobId}/cancel',
  tags: ['jobs'],
  summary: 'Cancel a job',
  description: 'What waits is dropped; what runs at a provider is told to stop and may still be billed.',
  scope: 'write',
  problems: ['project-not-found', 'job-not-found', 'job-ended', 'idempotency-conflict'],
  request: { params: JobPath, headers: IdempotencyHeaders },
  responses: { 200: json(CanceledJobView, 'The canceled job, and what was still billed.') },
});

export const retryJob = securedRoute({
  method: 'post',
  path: '/api/projects/{projectId}/jobs/{jobId}/retry',
  tags: ['jobs'],
  summary: 'Try again what failed in a job',
  description:
    'Starts a new job of the same stage for the scenes that failed or were canceled, and for nothing else.',
  scope: 'spend',
  problems: [
    'project-not-found',
    'job-not-found',
    'stage-busy',
    'nothing-to-do',
    'project-paused',
    'prompts-missing',
    'scenes-missing',
    'song-missing',
    'song-rejected',
    'lyrics-missing',
    'images-not-approved',
    'clips-not-ready',
    'idempotency-conflict',
  ],
  request: { params: JobPath, headers: IdempotencyHeaders },
  responses: { 202: json(JobView, 'The new job, with its URL in `Location`.') },
});

export const listUsage = securedRoute({
  method: 'get',
  path: '/api/projects/{projectId}/usage',
  tags: ['jobs'],
  summary: 'What was reserved and spent',
  scope: 'read',
  problems: ['invalid-request', 'project-not-found'],
  request: { params: ProjectPath, query: PageQuery },
  responses: { 200: json(listSchema(UsageView), 'A page of the ledger, oldest first.') },
});
