import type { RouteHandler } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { SceneView } from '#contracts/views/views.ts';
import { scenesTag } from '#domain/pipeline/edit-tags.ts';
import { command, projectOf, readViews } from '../asking.ts';
import type { AppEnv } from '../environment.ts';
import { editEtag, ifMatch } from '../preconditions.ts';
import type { putScenes } from './storyboard.routes.ts';

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

/** The storyboard as it is now, with the ETag that fits it. */
export async function presentScenes(c: Context<AppEnv>): Promise<{ items: SceneView[]; nextCursor: null }> {
  const { seq, views } = await readViews(c, ['scene']);
  c.header('etag', editEtag(scenesTag(views.scene), seq));
  return { items: views.scene, nextCursor: null };
}
