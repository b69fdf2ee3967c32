import type { OpenAPIHono } from '@hono/zod-openapi';
import { stateOf } from '#domain/pipeline/state.ts';
import { VIEWS } from '#domain/views/views.ts';
import { canceledJobView } from '#domain/views/work.ts';
import { command, granted, listViews, projectOf, refuseRequest } from '../asking.ts';
import type { AppEnv } from '../environment.ts';
import { sendPage } from '../paging.ts';
import { cancelJob, getJob, listJobs, listUsage, retryJob } from './jobs.routes.ts';

export function jobs(app: OpenAPIHono<AppEnv>): void {
  app.openapi(listJobs, (c) => sendPage(c, 'job', c.req.valid('query')));
  app.openapi(getJob, async (c) => {
    const { jobId } = c.req.valid('param');
    const job = (await listViews(c, 'job')).find(({ id }) => id === jobId);
    if (!job) return refuseRequest(c, 'job-not-found', 'This project has no such job.');
    const tasks = granted(c, await projectOf(c).tasks({ ownerId: c.get('caller').ownerId }, jobId));
    // Tasks change without an event of their own: the answer itself is hashed instead.
    c.header('etag', undefined);
    return c.json({ ...job, tasks }, 200);
  });
  app.openapi(cancelJob, async (c) => {
    const canceled = await command(c, 'cancel-job', { jobId: c.req.valid('param').jobId });
    return c.json(canceledJobView(canceled), 200);
  });
  app.openapi(retryJob, async (c) => {
    const job = await command(c, 'retry-job', { jobId: c.req.valid('param').jobId });
    c.header('location', `/api/projects/${job.projectId}/jobs/${job.id}`);
    return c.json(VIEWS.job(job, stateOf([])), 202);
  });
  app.openapi(listUsage, (c) => sendPage(c, 'usage', c.req.valid('query')));
}
