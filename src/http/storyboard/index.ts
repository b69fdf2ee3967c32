import type { OpenAPIHono } from '@hono/zod-openapi';
import { listViews } from '../asking.ts';
import type { AppEnv } from '../environment.ts';
import { handleListScenes, handlePutScenes } from './storyboard.handlers.ts';
import { listPrompts, listScenes, putScenes } from './storyboard.routes.ts';

export function storyboard(app: OpenAPIHono<AppEnv>): void {
  app.openapi(listScenes, handleListScenes);
  app.openapi(putScenes, handlePutScenes);
  app.openapi(listPrompts, async (c) =>
    c.json({ items: await listViews(c, 'prompt'), nextCursor: null }, 200),
  );
}
