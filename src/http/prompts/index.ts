import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from '../environment.ts';
import { handlePutPrompt } from './prompts.handlers.ts';
import { putPrompt } from './prompts.routes.ts';

export function prompts(app: OpenAPIHono<AppEnv>): void {
  app.openapi(putPrompt, handlePutPrompt);
}
