import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from '../environment.ts';
import { sendPage } from '../paging.ts';
import { handleListScenes, handlePutScenes } from './storyboard.handlers.ts';
import { listPrompts, listScenes, putScenes } from './storyboard.routes.ts';

export function storyboard(app: OpenAPIHono<AppEnv>): void {
  app.openapi(listScenes, handleListScenes);
  app.openapi(putScenes, handlePutScenes);
  app.openapi(listPrompts, (c) => sendPage(c, 'prompt', c.req.valid('query')));
}
