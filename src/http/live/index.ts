import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from '../environment.ts';
import { handleCreateTicket, handleSocket, handleStream } from './live.handlers.ts';
import { createTicket, openSocket, openStream } from './live.routes.ts';

export function live(app: OpenAPIHono<AppEnv>): void {
  app.openapi(openSocket, (c) => handleSocket(c, c.req.valid('query').since));
  app.openapi(openStream, (c) => handleStream(c, c.req.valid('query').since));
  app.openapi(createTicket, handleCreateTicket);
}
