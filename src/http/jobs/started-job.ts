import type { Context } from 'hono';
import type { Job } from '#contracts/entities/index.ts';
import type { JobView } from '#contracts/views/views.ts';
import { stateOf } from '#domain/pipeline/state.ts';
import { VIEWS } from '#domain/views/views.ts';
import type { AppEnv } from '../environment.ts';

const NO_STATE = stateOf([]);

/** The view of a job that was just started; its URL goes into `Location`. */
export function startedJob(c: Context<AppEnv>, job: Job): JobView {
  c.header('location', `/api/projects/${job.projectId}/jobs/${job.id}`);
  return VIEWS.job(job, NO_STATE);
}
