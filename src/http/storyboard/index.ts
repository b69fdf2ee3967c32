import type { OpenAPIHono } from '@hono/zod-openapi';
import { listViews } from '../asking.ts';
import type { AppEnv } from '../environment.ts';
import { listPrompts, listScenes } from './storyboard.routes.ts';

export function storyboard(app: OpenAPIHono<AppEnv>): void {
  app.openapi(listScenes, async (c) => c.json({ items: await listViews(c, 'scene'), nextCursor: null }, 200));
  app.openapi(listPrompts, async (c) =>
    c.json({ items: await listViews(c, 'prompt'), nextCursor: null }, 200),
  );
}
