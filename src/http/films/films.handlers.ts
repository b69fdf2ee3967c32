import type { RouteHandler } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { contentDisposition } from '#adapters/storage/content-disposition.ts';
import type { Film } from '#contracts/entities/index.ts';
import { trackVtt } from '#domain/film/captions/index.ts';
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

/** Answers with the captions that the film was joined with. */
export async function sendCaptions(c: Context<AppEnv>, videoId: string): Promise<Response> {
  const { film, title } = await readFilm(c, videoId);
  if (film.captions === null)
    return refuseRequest(c, 'captions-missing', 'No line of its song had a time when this video was made.');
  return c.body(trackVtt(film.captions.cues), 200, {
    'content-type': 'text/vtt; charset=utf-8',
    'content-disposition': contentDisposition(`${title}.vtt`),
  });
}

export async function redirectToFilm(
  c: Context<AppEnv>,
  videoId: string,
  part: 'film' | 'poster',
): Promise<Response> {
  const { film, title } = await readFilm(c, videoId);
  const key = part === 'film' ? film.key : film.posterKey;
  if (key === null)
    return refuseRequest(c, 'file-not-ready', `This video is ${film.status}; it has no ${part} yet.`);
  const suffix = film.purpose === 'animatic' ? ' (animatic)' : '';
  return c.redirect(await signedUrl(c, key, part === 'film' ? `${title}${suffix}.mp4` : null), 302);
}

/** A film, and the title of its project as it is now. */
async function readFilm(c: Context<AppEnv>, videoId: string): Promise<{ film: Film; title: string }> {
  const asker = { ownerId: c.get('caller').ownerId };
  const film: Film | null = granted(c, await projectOf(c).entity(asker, 'film', videoId));
  if (film === null) return refuseRequest(c, 'take-not-found', 'This project has no such video.');
  const project = granted(c, await projectOf(c).entity(asker, 'project', film.projectId));
  return { film, title: project?.title ?? 'film' };
}
