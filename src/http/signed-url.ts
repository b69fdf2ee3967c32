import type { Context } from 'hono';
import type { AppEnv } from './environment.ts';
import { URL_SECONDS } from './signed-etag.ts';

/** A presigned URL of a file; with a name, browsers save it under that. */
export function signedUrl(c: Context<AppEnv>, key: string, downloadName: string | null): Promise<string> {
  const named = downloadName === null ? {} : { downloadName };
  return c.get('services').presigner.presignGet({ key, expiresSeconds: URL_SECONDS, ...named });
}
