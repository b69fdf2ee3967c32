import type { RouteHandler } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Film } from '#contracts/entities/index.ts';
import { granted, listViews, projectOf, refuseRequest } from '../asking.ts';
import type { AppEnv } from '../environment.ts';
import { signedUrl } from '../signed-url.ts';
import type { getVideo } from './films.routes.ts';

export const handleGetVideo: RouteHandler<typeof getVideo, AppEnv> = async (c) => {
  const { videoId } = c.req.valid('param');
  const film = (await listViews(c, 'film')).find(({ id }) => id === videoId);
  if (!film) return refuseRequest(c, 'take-not-found', 'This project has no such video.');
  return c.json(film, 200);
};

export async function redirectToFilm(
  c: Context<AppEnv>,
  videoId: string,
  part: 'film' | 'poster',
): Promise<Response> {
  const asker = { ownerId: c.get('caller').ownerId };
  const film: Film | null = granted(c, await projectOf(c).entity(asker, 'film', videoId));
  if (film === null) return refuseRequest(c, 'take-not-found', 'This project has no such video.');
  const key = part === 'film' ? film.key : film.posterKey;
  if (key === null)
    return refuseRequest(c, 'file-not-ready', `This video is ${film.status}; it has no ${part} yet.`);
  const project = granted(c, await projectOf(c).entity(asker, 'project', film.projectId));
  const suffix = film.purpose === 'animatic' ? ' (animatic)' : '';
  const name = part === 'film' ? `${project?.title ?? 'film'}${suffix}.mp4` : null;
  return c.redirect(await signedUrl(c, key, name), 302);
}
