import type { OpenAPIHono } from '@hono/zod-openapi';
import { projectView } from '#domain/views/views.ts';
import { command, granted, projectOf, refuseRequest } from '../asking.ts';
import type { AppEnv } from '../environment.ts';
import { sendPage } from '../paging.ts';
import { getRun, listRuns, pause, resume } from './runs.routes.ts';

export function runs(app: OpenAPIHono<AppEnv>): void {
  app.openapi(listRuns, (c) => sendPage(c, 'run', c.req.valid('query')));
  app.openapi(getRun, async (c) => {
    const { runId } = c.req.valid('param');
    const asker = { ownerId: c.get('caller').ownerId };
    const { seq, views } = granted(c, await projectOf(c).views(asker, ['run', 'job']));
    const run = views.run.find(({ id }) => id === runId);
    if (!run) return refuseRequest(c, 'run-not-found', 'This project has no such run.');
    c.header('etag', `W/"${seq}"`);
    return c.json({ ...run, jobs: views.job.filter((job) => job.runId === runId) }, 200);
  });
  app.openapi(pause, async (c) => c.json(projectView(await command(c, 'pause-project', null)), 200));
  app.openapi(resume, async (c) => c.json(projectView(await command(c, 'resume-project', null)), 200));
}
