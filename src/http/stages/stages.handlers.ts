import type { RouteHandler } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { JobOrder, StageKind } from '#contracts/entities/index.ts';
import type { JobView } from '#contracts/views/views.ts';
import { stateOf } from '#domain/pipeline/state.ts';
import { VIEWS } from '#domain/views/views.ts';
import { command, granted, projectOf, refuseRequest } from '../asking.ts';
import type { AppEnv } from '../environment.ts';
import { startedJob } from '../jobs/started-job.ts';
import type { run } from './stages.routes.ts';

const NO_STATE = stateOf([]);

/** Starts a stage and answers with its job. */
export async function startStage(
  c: Context<AppEnv>,
  stage: StageKind,
  sceneIds: readonly string[] | null,
  order: Partial<JobOrder> = {},
): Promise<JobView> {
  return startedJob(c, await command(c, 'start-stage', { stage, sceneIds, order }));
}

export const handleRun: RouteHandler<typeof run, AppEnv> = async (c) => {
  const { until, approvals, missing, posterSceneId } = c.req.valid('json');
  const asker = { ownerId: c.get('caller').ownerId };
  const { views } = granted(c, await projectOf(c).views(asker, ['project']));
  const [project] = views.project;
  if (!project) return refuseRequest(c, 'project-not-found', 'There is no such project.');
  const started = await command(c, 'start-run', {
    until,
    approvals: approvals ?? project.settings.approvals,
    missing,
    posterSceneId,
  });
  c.header('location', `/api/projects/${started.run.projectId}/runs/${started.run.id}`);
  const jobs = started.jobs.map((job) => VIEWS.job(job, NO_STATE));
  return c.json({ run: VIEWS.run(started.run, NO_STATE), jobs }, 202);
};
