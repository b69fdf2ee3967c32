import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from '../environment.ts';
import { asyncDocument } from './async-document.ts';

/** `/asyncapi.json`: the catalogue of the live updates. */
export function asyncapi(app: OpenAPIHono<AppEnv>): void {
  app.get('/asyncapi.json', (c) => c.json(asyncDocument(c.env.PUBLIC_URL || new URL(c.req.url).origin)));
}
