import type { OpenAPIHono, RouteHandler } from '@hono/zod-openapi';
import { command, granted, listViews, projectOf, refuseRequest } from '../asking.ts';
import type { AppEnv } from '../environment.ts';
import { startedJob } from '../jobs/started-job.ts';
import { etagOfSigned } from '../signed-etag.ts';
import { signedUrl } from '../signed-url.ts';
import { createAnimatic, createSheet, createThumbnails, getSheet, putPoster } from './pictures.routes.ts';

export function pictures(app: OpenAPIHono<AppEnv>): void {
  app.openapi(createSheet, async (c) => c.json(startedJob(c, await command(c, 'make-sheet', null)), 202));
  app.openapi(getSheet, handleGetSheet);
  app.openapi(createThumbnails, async (c) =>
    c.json(startedJob(c, await command(c, 'make-thumbnails', null)), 202),
  );
  app.openapi(putPoster, async (c) => {
    const { videoId } = c.req.valid('param');
    const { sceneId } = c.req.valid('json');
    return c.json(startedJob(c, await command(c, 'set-poster', { videoId, sceneId })), 202);
  });
  app.openapi(createAnimatic, async (c) =>
    c.json(startedJob(c, await command(c, 'make-animatic', c.req.valid('json'))), 202),
  );
}

const handleGetSheet: RouteHandler<typeof getSheet, AppEnv> = async (c) => {
  const view = (await listViews(c, 'sheet')).at(-1);
  if (!view) return refuseRequest(c, 'file-not-ready', 'Nobody asked for a sheet of this storyboard yet.');
  const asker = { ownerId: c.get('caller').ownerId };
  const sheet = granted(c, await projectOf(c).entity(asker, 'sheet', view.id));
  const tag = c.res.headers.get('etag');
  if (tag) c.header('etag', etagOfSigned(tag, Date.now()));
  return c.json({ ...view, url: sheet?.key ? await signedUrl(c, sheet.key, null) : null }, 200);
};
