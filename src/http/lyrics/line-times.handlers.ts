import type { RouteHandler } from '@hono/zod-openapi';
import { lyricsTag } from '#domain/pipeline/edit-tags.ts';
import { stateOf } from '#domain/pipeline/state.ts';
import { VIEWS } from '#domain/views/views.ts';
import { command, projectOf } from '../asking.ts';
import type { AppEnv } from '../environment.ts';
import { editEtag, ifMatch } from '../preconditions.ts';
import type { updateLyricLines } from './line-times.routes.ts';

export const handleUpdateLyricLines: RouteHandler<typeof updateLyricLines, AppEnv> = async (c) => {
  const lines = c.req
    .valid('json')
    .lines.map(({ index, startSeconds, endSeconds = null, reason = null }) => ({
      index,
      time:
        startSeconds === null ? null : { startSeconds, endSeconds, reason: reason === '' ? null : reason },
    }));
  const expects = ifMatch(c, { of: 'lyrics' });
  const lyrics = await command(c, 'set-line-times', { lines }, projectOf(c), expects);
  c.header('etag', editEtag(lyricsTag(lyrics)));
  return c.json(VIEWS.lyrics(lyrics, stateOf([])), 200);
};
