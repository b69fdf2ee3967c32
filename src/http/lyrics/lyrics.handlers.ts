import type { RouteHandler } from '@hono/zod-openapi';
import { stateOf } from '#domain/pipeline/state.ts';
import { parseLyrics } from '#domain/song/index.ts';
import { VIEWS } from '#domain/views/views.ts';
import { command, listViews, refuseRequest } from '../asking.ts';
import type { AppEnv } from '../environment.ts';
import type { getLyrics, getTranscript, putLyrics } from './lyrics.routes.ts';

export const handlePutLyrics: RouteHandler<typeof putLyrics, AppEnv> = async (c) => {
  const { source, fileName } = c.req.valid('json');
  const parsed = parseLyrics({ source, fileName });
  if ('problem' in parsed) {
    const { message, line } = parsed.problem;
    return refuseRequest(c, 'lyrics-unreadable', line === null ? message : `Line ${line}: ${message}`);
  }
  const { format, lines, words } = parsed;
  const lyrics = await command(c, 'put-lyrics', { format, source, lines, words });
  return c.json(VIEWS.lyrics(lyrics, stateOf([])), 200);
};

export const handleGetLyrics: RouteHandler<typeof getLyrics, AppEnv> = async (c) => {
  const given = (await listViews(c, 'lyrics')).find((lyrics) => lyrics.origin === 'given');
  if (!given)
    return refuseRequest(c, 'lyrics-missing', 'No lyrics were given; see the transcript for what was heard.');
  return c.json(given, 200);
};

export const handleGetTranscript: RouteHandler<typeof getTranscript, AppEnv> = async (c) => {
  const heard = (await listViews(c, 'lyrics')).find((lyrics) => lyrics.origin === 'heard');
  if (!heard) return refuseRequest(c, 'lyrics-missing', 'The song was not transcribed yet.');
  return c.json(heard, 200);
};
