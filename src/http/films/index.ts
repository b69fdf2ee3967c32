import type { OpenAPIHono } from '@hono/zod-openapi';
import { listViews } from '../asking.ts';
import type { AppEnv } from '../environment.ts';
import { handleGetVideo, redirectToFilm } from './films.handlers.ts';
import { downloadVideo, getPoster, getVideo, listVideos } from './films.routes.ts';

export function films(app: OpenAPIHono<AppEnv>): void {
  app.openapi(listVideos, async (c) => c.json({ items: await listViews(c, 'film'), nextCursor: null }, 200));
  app.openapi(getVideo, handleGetVideo);
  app.openapi(downloadVideo, (c) => redirectToFilm(c, c.req.valid('param').videoId, 'film'));
  app.openapi(getPoster, (c) => redirectToFilm(c, c.req.valid('param').videoId, 'poster'));
}
