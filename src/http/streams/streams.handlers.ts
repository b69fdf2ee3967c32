import type { Context } from 'hono';
import { streamKey } from '#domain/files/object-keys.ts';
import { refuseRequest } from '../asking.ts';
import type { AppEnv } from '../environment.ts';
import { byteRange, bytesWithin } from './byte-range.ts';
import { issuePlayback, openPlayback, type StreamPlace } from './playback-token.ts';

/** The files of a stream never change; its address is over in hours. */
const CACHE = 'private, max-age=3600';

/** Where players find a stream; null where this deployment signs nothing. */
export async function playbackUrl(
  c: Context<AppEnv>,
  place: StreamPlace,
  renditionId: string,
): Promise<string | null> {
  const secret = c.env.TICKET_SECRET;
  if (!secret) return null;
  const { token } = await issuePlayback(secret, place, renditionId, Date.now());
  const origin = c.env.PUBLIC_URL || new URL(c.req.url).origin;
  const { projectId, videoId } = place;
  return new URL(`/api/projects/${projectId}/videos/${videoId}/hls/${token}/master.m3u8`, origin).href;
}

/** A file of a stream, whole or in part, straight from the bucket. */
export async function sendStreamFile(
  c: Context<AppEnv>,
  { projectId, videoId, token, file }: StreamPlace & { token: string; file: string },
): Promise<Response> {
  const secret = c.env.TICKET_SECRET;
  if (!secret) return refuseRequest(c, 'not-configured', 'This deployment has no TICKET_SECRET.');
  const renditionId = await openPlayback(secret, { projectId, videoId }, token, Date.now());
  if (renditionId === null)
    return refuseRequest(c, 'playback-link-invalid', 'This playback address is not valid, or not any more.');
  const key = streamKey(projectId, videoId, renditionId, file);
  const wanted = byteRange(c.req.header('range'));
  const bucket = c.env.MEDIA_BUCKET;
  // The size is asked for first only where a part is wanted: R2 fails for a part that is not there.
  const head = wanted && (await bucket.head(key));
  const part = wanted && head ? bytesWithin(wanted, head.size) : null;
  if (wanted && head && !part) {
    return refuseRequest(c, 'range-not-satisfiable', `The file has ${head.size} bytes.`, {
      headers: { 'content-range': `bytes */${head.size}` },
    });
  }
  const object = await bucket.get(key, part ? { range: part } : {});
  if (!object) return refuseRequest(c, 'not-found', 'This stream has no such file.');
  const headers = new Headers({
    'accept-ranges': 'bytes',
    // Whoever has the address may play it, on a page of any origin.
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'content-length, content-range',
    'cache-control': CACHE,
    'content-length': String(part?.length ?? object.size),
    etag: object.httpEtag,
  });
  object.writeHttpMetadata(headers);
  if (!part) return new Response(object.body, { headers });
  headers.set('content-range', `bytes ${part.offset}-${part.offset + part.length - 1}/${object.size}`);
  return new Response(object.body, { status: 206, headers });
}
