import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from '../environment.ts';
import { sendPage } from '../paging.ts';
import { handlePutScenes } from './storyboard.handlers.ts';
import { listPrompts, listScenes, putScenes } from './storyboard.routes.ts';

export function storyboard(app: OpenAPIHono<AppEnv>): void {
  app.openapi(listScenes, (c) => sendPage(c, 'scene', c.req.valid('query')));
  app.openapi(putScenes, handlePutScenes);
  app.openapi(listPrompts, (c) => sendPage(c, 'prompt', c.req.valid('query')));
}
