import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from '../environment.ts';
import { sendPage } from '../paging.ts';
import {
  handleAddCast,
  handleGetSceneLook,
  handlePutSceneLook,
  handleRemoveCast,
  handleUpdateCast,
  STYLE_PACKS,
} from './look.handlers.ts';
import {
  addCast,
  getSceneLook,
  listCast,
  listStylePacks,
  putSceneLook,
  removeCast,
  updateCast,
} from './look.routes.ts';

export function look(app: OpenAPIHono<AppEnv>): void {
  app.openapi(listStylePacks, (c) => c.json({ items: STYLE_PACKS }, 200));
  app.openapi(listCast, (c) => sendPage(c, 'cast', c.req.valid('query')));
  app.openapi(addCast, handleAddCast);
  app.openapi(updateCast, handleUpdateCast);
  app.openapi(removeCast, handleRemoveCast);
  app.openapi(getSceneLook, handleGetSceneLook);
  app.openapi(putSceneLook, handlePutSceneLook);
}
