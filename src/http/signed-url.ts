import type { Context } from 'hono';
import type { AppEnv } from './environment.ts';

/** How long a URL that was handed out can be fetched, in seconds. */
const URL_SECONDS = 3600;

/** A presigned URL of a file; with a name, browsers save it under that. */
export function signedUrl(c: Context<AppEnv>, key: string, downloadName: string | null): Promise<string> {
  const named = downloadName === null ? {} : { downloadName };
  return c.get('services').presigner.presignGet({ key, expiresSeconds: URL_SECONDS, ...named });
}

/**
 * The `ETag` of an answer that holds such URLs: another one every half of their life, so that a client that is told
 * 304 is never left with URLs that are over.
 */
export function etagOfSigned(tag: string, now: number): string {
  const age = Math.floor(now / (URL_SECONDS * 500));
  return tag.replace(/"$/, `.${age}"`);
}
