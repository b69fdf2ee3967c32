import type { RouteHandler } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { RenditionView } from '#contracts/views/views.ts';
import { renditionKey } from '#domain/files/object-keys.ts';
import { command, readViews, refuseRequest } from '../asking.ts';
import type { AppEnv } from '../environment.ts';
import { startedJob } from '../jobs/started-job.ts';
import { pageFor } from '../paging.ts';
import { etagOfSigned } from '../signed-etag.ts';
import { signedUrl } from '../signed-url.ts';
import { playbackUrl } from '../streams/streams.handlers.ts';
import type { createRenditions, downloadRendition, listRenditions } from './renditions.routes.ts';

export const handleCreateRenditions: RouteHandler<typeof createRenditions, AppEnv> = async (c) => {
  const { videoId } = c.req.valid('param');
  const { formats = null } = c.req.valid('json');
  return c.json(startedJob(c, await command(c, 'make-renditions', { videoId, formats })), 202);
};

export const handleListRenditions: RouteHandler<typeof listRenditions, AppEnv> = async (c) => {
  const { projectId, videoId } = c.req.valid('param');
  const { seq, views } = await readViews(c, ['film', 'rendition']);
  if (!views.film.some(({ id }) => id === videoId))
    return refuseRequest(c, 'take-not-found', 'This project has no such video.');
  const own = views.rendition.filter((rendition) => rendition.videoId === videoId);
  const { items, nextCursor } = pageFor(c, 'rendition', own, c.req.valid('query'));
  c.header('etag', etagOfSigned(`W/"${seq}"`, Date.now()));
  const withFiles = items.map(async (view) => ({ ...view, url: await fileOf(c, projectId, view) }));
  return c.json({ items: await Promise.all(withFiles), nextCursor }, 200);
};

async function fileOf(c: Context<AppEnv>, projectId: string, view: RenditionView): Promise<string | null> {
  const { id, videoId, format, status } = view;
  if (status !== 'succeeded') return null;
  if (format === 'hls') return playbackUrl(c, { projectId, videoId }, id);
  return signedUrl(c, renditionKey(projectId, videoId, id), null);
}

export const handleDownloadRendition: RouteHandler<typeof downloadRendition, AppEnv> = async (c) => {
  const { projectId, videoId, quality } = c.req.valid('param');
  const { views } = await readViews(c, ['project', 'film', 'rendition']);
  const film = views.film.find(({ id }) => id === videoId);
  if (!film) return refuseRequest(c, 'take-not-found', 'This project has no such video.');
  const own = views.rendition.filter((one) => one.videoId === videoId && one.format === quality);
  const made = own.find(({ status }) => status === 'succeeded');
  if (!made) {
    const standing = own.at(-1)?.status;
    const why = standing ? `The ${quality} rendition is ${standing}.` : `Nobody asked for ${quality} yet.`;
    return refuseRequest(c, 'file-not-ready', why);
  }
  const title = views.project[0]?.title ?? 'film';
  const name = film.purpose === 'animatic' ? `${title} (animatic)` : title;
  const url = await signedUrl(c, renditionKey(projectId, videoId, made.id), `${name} ${quality}.mp4`);
  return c.redirect(url, 302);
};
