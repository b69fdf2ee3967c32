import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from '../environment.ts';
import { sendStreamFile } from './streams.handlers.ts';
import { playStream } from './streams.routes.ts';

export function streams(app: OpenAPIHono<AppEnv>): void {
  app.openapi(playStream, (c) => sendStreamFile(c, c.req.valid('param')));
}
