import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from '../environment.ts';
import { listPage } from '../paging.ts';
import { listPrompts, listScenes } from './storyboard.routes.ts';

export function storyboard(app: OpenAPIHono<AppEnv>): void {
  app.openapi(listScenes, async (c) => c.json(await listPage(c, 'scene', c.req.valid('query')), 200));
  app.openapi(listPrompts, async (c) => c.json(await listPage(c, 'prompt', c.req.valid('query')), 200));
}
