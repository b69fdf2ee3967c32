import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from '../environment.ts';
import { handleCreateKey, handleListKeys, handleRevokeKey } from './keys.handlers.ts';
import { createKey, listKeys, revokeKey } from './keys.routes.ts';

export function keys(app: OpenAPIHono<AppEnv>): void {
  app.openapi(createKey, handleCreateKey);
  app.openapi(listKeys, handleListKeys);
  app.openapi(revokeKey, handleRevokeKey);
}
