import type { RouteHandler } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { LyricsView } from '#contracts/views/views.ts';
import { lyricsTag, transcriptTag } from '#domain/pipeline/edit-tags.ts';
import { stateOf } from '#domain/pipeline/state.ts';
import { decodeLyrics, type LyricsProblem, parseLyrics } from '#domain/song/index.ts';
import { VIEWS } from '#domain/views/views.ts';
import { command, projectOf, readViews, refuseRequest } from '../asking.ts';
import type { AppEnv } from '../environment.ts';
import { editEtag, ifMatch } from '../preconditions.ts';
import type { getLyrics, getTranscript, putLyrics, putTranscript } from './lyrics.routes.ts';

export const handlePutLyrics: RouteHandler<typeof putLyrics, AppEnv> = async (c) => {
  const { source: text, sourceBase64, fileName } = c.req.valid('json');
  const read =
    text === undefined ? decodeLyrics(bytesOf(sourceBase64)) : { source: text, encoding: 'utf-8' as const };
  if ('problem' in read) return refuseLyrics(c, read.problem);
  const { source, encoding } = read;
  const parsed = parseLyrics({ source, fileName });
  if ('problem' in parsed) return refuseLyrics(c, parsed.problem);
  const { format, lines, words } = parsed;
  const expects = ifMatch(c, { of: 'lyrics' });
  const lyrics = await command(
    c,
    'put-lyrics',
    { format, source, encoding, lines, words },
    projectOf(c),
    expects,
  );
  c.header('etag', editEtag(lyricsTag(lyrics)));
  return c.json(VIEWS.lyrics(lyrics, stateOf([])), 200);
};

/** The schema let nothing through that is no Base64. */
function bytesOf(base64: string | undefined): Uint8Array {
  return Uint8Array.from(atob(base64 ?? ''), (character) => character.charCodeAt(0));
}

function refuseLyrics(c: Context<AppEnv>, { code, message, line }: LyricsProblem): never {
  const detail = line === null || message.startsWith('Line') ? message : `Line ${line}: ${message}`;
  return refuseRequest(c, code === 'lyrics-too-long' ? code : 'lyrics-unreadable', detail);
}

export const handleGetLyrics: RouteHandler<typeof getLyrics, AppEnv> = async (c) => {
  const { seq, views } = await readViews(c, ['lyrics']);
  const given = views.lyrics.find((lyrics) => lyrics.origin === 'given');
  if (!given)
    return refuseRequest(c, 'lyrics-missing', 'No lyrics were given; see the transcript for what was heard.');
  c.header('etag', editEtag(lyricsTag(given), seq));
  return c.json(given, 200);
};

export const handleGetTranscript: RouteHandler<typeof getTranscript, AppEnv> = async (c) => {
  const wanted = c.req.valid('query').origin;
  const { seq, views } = await readViews(c, ['lyrics']);
  const of = (origin: LyricsView['origin']) => views.lyrics.find((lyrics) => lyrics.origin === origin);
  const transcript = wanted ? of(wanted) : (of('corrected') ?? of('heard'));
  if (!transcript) {
    const missing =
      wanted === 'corrected' ? 'The transcript was not corrected.' : 'The song was not transcribed yet.';
    return refuseRequest(c, 'lyrics-missing', missing);
  }
  c.header('etag', editEtag(transcriptTag(transcript), seq));
  return c.json(transcript, 200);
};

export const handlePutTranscript: RouteHandler<typeof putTranscript, AppEnv> = async (c) => {
  const { lines = null, words = [], language } = c.req.valid('json');
  const expects = ifMatch(c, { of: 'transcript' });
  const transcript = await command(c, 'put-transcript', { lines, words, language }, projectOf(c), expects);
  c.header('etag', editEtag(transcriptTag(transcript)));
  return c.json(VIEWS.lyrics(transcript, stateOf([])), 200);
};
