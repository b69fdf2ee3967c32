import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from '../environment.ts';
import { listPage } from '../paging.ts';
import { handleListClips, handleListImages, handlePutApprovals, redirectToTake } from './takes.handlers.ts';
import {
  downloadClip,
  listApprovals,
  listClips,
  listImages,
  previewClip,
  previewImage,
  putApprovals,
} from './takes.routes.ts';

export function takes(app: OpenAPIHono<AppEnv>): void {
  app.openapi(listImages, handleListImages);
  app.openapi(previewImage, (c) => redirectToTake(c, 'image', c.req.valid('param').takeId, false));
  app.openapi(listClips, handleListClips);
  app.openapi(previewClip, (c) => redirectToTake(c, 'clip', c.req.valid('param').takeId, false));
  app.openapi(downloadClip, (c) => redirectToTake(c, 'clip', c.req.valid('param').takeId, true));
  app.openapi(putApprovals, handlePutApprovals);
  app.openapi(listApprovals, async (c) => c.json(await listPage(c, 'approval', c.req.valid('query')), 200));
}
