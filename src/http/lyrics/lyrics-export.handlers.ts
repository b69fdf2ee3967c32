import type { Context } from 'hono';
import { contentDisposition } from '#adapters/storage/content-disposition.ts';
import { exportLyrics } from '#domain/song/index.ts';
import { readViews, refuseRequest } from '../asking.ts';
import type { AppEnv } from '../environment.ts';

/** Media type and file name extension by format. LRC has no registered type. */
const FILES = {
  lrc: { type: 'text/plain', extension: 'lrc' },
  srt: { type: 'application/x-subrip', extension: 'srt' },
  vtt: { type: 'text/vtt', extension: 'vtt' },
  text: { type: 'text/plain', extension: 'txt' },
  json: { type: 'application/json', extension: 'json' },
} as const;

type Query = {
  format: keyof typeof FILES;
  words?: 'true' | 'false';
  origin?: 'given' | 'corrected' | 'heard';
};

/** Typed by its query alone: the file is bytes, of which the route's types know nothing. */
export async function handleExportLyrics(
  c: Context<AppEnv, string, { out: { query: Query } }>,
): Promise<Response> {
  const { format, words, origin } = c.req.valid('query');
  const { seq, views } = await readViews(c, ['lyrics', 'project']);
  const of = (wanted: string) => views.lyrics.find((lyrics) => lyrics.origin === wanted);
  const lyrics = origin ? of(origin) : (of('given') ?? of('corrected') ?? of('heard'));
  if (!lyrics) return refuseRequest(c, 'lyrics-missing', 'There are no such words yet.');
  const title = views.project[0]?.title ?? 'lyrics';
  const file = exportLyrics(lyrics, { format, words: words === 'true', title });
  if ('untimed' in file) {
    const some = file.untimed.slice(0, 10).join(', ');
    const more = file.untimed.length > 10 ? ' and more' : '';
    return refuseRequest(c, 'lyrics-untimed', `Without a time are the lines ${some}${more} (from 0).`);
  }
  const { type, extension } = FILES[format];
  // Bytes that were given may be in another encoding than UTF-8.
  const isUtf8 = lyrics.encoding === 'utf-8' || format === 'json' || format !== lyrics.format;
  return c.body(new Uint8Array(file), 200, {
    'content-type': type === 'application/json' || !isUtf8 ? type : `${type}; charset=utf-8`,
    'content-disposition': contentDisposition(`${title}.${extension}`),
    etag: `W/"${seq}"`,
  });
}
