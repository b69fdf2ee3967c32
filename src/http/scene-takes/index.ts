import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from '../environment.ts';
import { handleNewClips, handleNewImages } from './scene-takes.handlers.ts';
import { newClips, newImages } from './scene-takes.routes.ts';

export function sceneTakes(app: OpenAPIHono<AppEnv>): void {
  app.openapi(newImages, handleNewImages);
  app.openapi(newClips, handleNewClips);
}
