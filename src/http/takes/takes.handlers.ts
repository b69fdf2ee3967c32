import type { RouteHandler } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { ClipTake, ImageTake } from '#contracts/entities/index.ts';
import { thumbnailKey } from '#domain/files/object-keys.ts';
import { isRefusal } from '#domain/pipeline/refusal.ts';
import { sceneApprovals } from '#domain/views/scene-approvals.ts';
import { command, granted, projectOf, readViews, refuseRequest } from '../asking.ts';
import type { AppEnv } from '../environment.ts';
import { listPage, pageFor } from '../paging.ts';
import { projectIdOf } from '../project-id.ts';
import { etagOfSigned } from '../signed-etag.ts';
import { signedUrl } from '../signed-url.ts';
import type { listApprovals, listClips, listImages, putApprovals } from './takes.routes.ts';

interface Filter {
  readonly sceneId?: string | undefined;
  readonly status?: string | undefined;
}

function isWanted(take: { sceneId: string; status: string }, { sceneId, status }: Filter): boolean {
  return (!sceneId || take.sceneId === sceneId) && (!status || take.status === status);
}

export const handleListImages: RouteHandler<typeof listImages, AppEnv> = async (c) => {
  const query = c.req.valid('query');
  const { items, nextCursor } = await listPage(c, 'image', query, (take) => isWanted(take, query));
  return c.json({ items: await withFiles(c, 'image', items), nextCursor }, 200);
};

export const handleListClips: RouteHandler<typeof listClips, AppEnv> = async (c) => {
  const query = c.req.valid('query');
  const { items, nextCursor } = await listPage(c, 'clip', query, (take) => isWanted(take, query));
  return c.json({ items: await withFiles(c, 'clip', items), nextCursor }, 200);
};

export const handleListApprovals: RouteHandler<typeof listApprovals, AppEnv> = async (c) => {
  const { seq, views } = await readViews(c, ['approval', 'scene', 'image', 'clip']);
  const page = pageFor(c, 'approval', views.approval, c.req.valid('query'));
  c.header('etag', `W/"${seq}"`);
  return c.json({ ...page, scenes: sceneApprovals(views.scene, views.image, views.clip) }, 200);
};

export const handlePutApprovals: RouteHandler<typeof putApprovals, AppEnv> = async (c) => {
  const { decisions } = c.req.valid('json');
  const answers = await command(c, 'decide-takes', { decisions, decidedBy: c.get('caller').callerId });
  const results = answers.map(({ takeId, result }) => ({
    takeId,
    ok: result === 'ok',
    problem: result === 'ok' ? null : { code: result.code, detail: result.message },
  }));
  return c.json({ results }, 200);
};

/** Redirects to the take's file. `download` names it, so that a browser saves it. */
export async function redirectToTake(
  c: Context<AppEnv>,
  kind: 'image' | 'clip',
  takeId: string,
  download: boolean,
): Promise<Response> {
  const asker = { ownerId: c.get('caller').ownerId };
  const take: ImageTake | ClipTake | null = granted(c, await projectOf(c).entity(asker, kind, takeId));
  if (take === null) return refuseRequest(c, 'take-not-found', `This project has no such ${kind}.`);
  if (take.key === null)
    return refuseRequest(c, 'file-not-ready', `This ${kind} is ${take.status}; it has no file.`);
  const ending = take.key.split('.').at(-1) ?? 'bin';
  return c.redirect(await signedUrl(c, take.key, download ? `${kind}-${take.id}.${ending}` : null), 302);
}

/** Adds a presigned URL to each view whose take has a file. Keys stay inside the house, so they are asked for apart. */
async function withFiles<V extends { id: string; hasThumbnail: boolean }>(
  c: Context<AppEnv>,
  kind: 'image' | 'clip',
  views: readonly V[],
): Promise<(V & { url: string | null; thumbnailUrl: string | null })[]> {
  const keys = await projectOf(c).keys({ ownerId: c.get('caller').ownerId }, kind);
  const known = isRefusal(keys) ? {} : keys;
  const tag = c.res.headers.get('etag');
  if (tag) c.header('etag', etagOfSigned(tag, Date.now()));
  return Promise.all(
    views.map(async (view) => {
      const key = known[view.id];
      const small = view.hasThumbnail ? thumbnailKey(projectIdOf(c), view.id) : null;
      return {
        ...view,
        url: key ? await signedUrl(c, key, null) : null,
        thumbnailUrl: small && (await signedUrl(c, small, null)),
      };
    }),
  );
}
