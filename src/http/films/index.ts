import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from '../environment.ts';
import { listPage } from '../paging.ts';
import { handleGetVideo, redirectToFilm, sendCaptions } from './films.handlers.ts';
import { downloadVideo, getCaptions, getPoster, getVideo, listVideos } from './films.routes.ts';

export function films(app: OpenAPIHono<AppEnv>): void {
  app.openapi(listVideos, async (c) => c.json(await listPage(c, 'film', c.req.valid('query')), 200));
  app.openapi(getVideo, handleGetVideo);
  app.openapi(downloadVideo, (c) => redirectToFilm(c, c.req.valid('param').videoId, 'film'));
  app.openapi(getPoster, (c) => redirectToFilm(c, c.req.valid('param').videoId, 'poster'));
  app.openapi(getCaptions, (c) => sendCaptions(c, c.req.valid('param').videoId));
}
