import type { OpenAPIHono } from '@hono/zod-openapi';
import { sendReading } from '../asking.ts';
import type { AppEnv } from '../environment.ts';
import { handlePutScenes } from './storyboard.handlers.ts';
import { listPrompts, listScenes, putScenes } from './storyboard.routes.ts';

export function storyboard(app: OpenAPIHono<AppEnv>): void {
  app.openapi(listScenes, (c) => sendReading(c, 'scene'));
  app.openapi(putScenes, handlePutScenes);
  app.openapi(listPrompts, (c) => sendReading(c, 'prompt'));
}
