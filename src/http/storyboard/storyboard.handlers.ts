import type { RouteHandler } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { SceneView } from '#contracts/views/views.ts';
import { thumbnailKey } from '#domain/files/object-keys.ts';
import { scenesTag } from '#domain/pipeline/edit-tags.ts';
import { command, parseWritten, projectOf, readViews, readWritten } from '../asking.ts';
import type { AppEnv } from '../environment.ts';
import { type Page, pageFor, sendPageOf } from '../paging.ts';
import { editEtag, ifMatch } from '../preconditions.ts';
import { projectIdOf } from '../project-id.ts';
import { etagOfSigned } from '../signed-etag.ts';
import { signedUrl } from '../signed-url.ts';
import type { listScenes, putScenes, SceneWithThumbnail } from './storyboard.routes.ts';

export const handlePutScenes: RouteHandler<typeof putScenes, AppEnv> = async (c) => {
  const { scenes } = c.req.valid('json');
  const edits = scenes.map((entry) => {
    const { id, startSeconds, endSeconds, transition, clipInSeconds } = entry;
    const { title, theme, mood, lyricExcerpt, reasoning } = entry;
    const texts = { title, theme, mood, lyricExcerpt, reasoning };
    return { id, startSeconds, endSeconds, transition, clipInSeconds, ...texts };
  });
  const input = { scenes: edits, editedBy: c.get('caller').callerId };
  const expects = ifMatch(c, { of: 'scenes' }, { required: true });
  await command(c, 'put-scenes', input, projectOf(c), expects);
  return c.json(await presentScenes(c), 200);
};

/** A storyboard without small pictures is sent as the object wrote it. */
export const handleListScenes: RouteHandler<typeof listScenes, AppEnv> = async (c) => {
  const query = c.req.valid('query');
  const whole = await readWritten(c, 'scene');
  if (!whole.pictured) return sendPageOf<'scene'>(c, 'scene', query, whole);
  const { items } = await parseWritten<{ items: SceneView[] }>(whole);
  const page = pageFor(c, 'scene', items, query);
  c.header('etag', etagOfSigned(editEtag(whole.tag ?? '', whole.seq), Date.now()));
  return c.json({ ...page, items: await withThumbnails(c, page.items) }, 200);
};

/** The storyboard as it is now, with the ETag that fits it. */
export async function presentScenes(c: Context<AppEnv>): Promise<Page<SceneWithThumbnail>> {
  const { seq, views } = await readViews(c, ['scene']);
  const etag = editEtag(scenesTag(views.scene), seq);
  const pictured = views.scene.some(({ thumbnailTakeId }) => thumbnailTakeId !== null);
  c.header('etag', pictured ? etagOfSigned(etag, Date.now()) : etag);
  return { items: await withThumbnails(c, views.scene), nextCursor: null };
}

function withThumbnails(c: Context<AppEnv>, scenes: readonly SceneView[]): Promise<SceneWithThumbnail[]> {
  const projectId = projectIdOf(c);
  return Promise.all(
    scenes.map(async (scene) => {
      if (scene.thumbnailTakeId === null) return scene;
      const key = thumbnailKey(projectId, scene.thumbnailTakeId);
      return { ...scene, thumbnailUrl: await signedUrl(c, key, null) };
    }),
  );
}
