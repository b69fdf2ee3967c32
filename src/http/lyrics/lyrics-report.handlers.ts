import type { RouteHandler } from '@hono/zod-openapi';
import { lyricsReport } from '#domain/song/index.ts';
import { readViews, refuseRequest } from '../asking.ts';
import type { AppEnv } from '../environment.ts';
import type { getLyricsReport } from './lyrics-report.routes.ts';

export const handleGetLyricsReport: RouteHandler<typeof getLyricsReport, AppEnv> = async (c) => {
  const { seq, views } = await readViews(c, ['lyrics']);
  const of = (origin: string) => views.lyrics.find((lyrics) => lyrics.origin === origin);
  const given = of('given');
  if (!given) return refuseRequest(c, 'lyrics-missing', 'No lyrics were given that a report could be about.');
  const corrected = of('corrected');
  // A correction of lines alone has no words to compare with; lines were then timed with what was heard.
  const transcript = (corrected && corrected.words.length > 0 ? corrected : of('heard')) ?? corrected ?? null;
  c.header('etag', `W/"${seq}"`);
  return c.json(lyricsReport({ lines: given.lines, transcript }), 200);
};
