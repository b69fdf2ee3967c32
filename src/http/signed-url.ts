import type { Context } from 'hono';
import type { AppEnv } from './environment.ts';

/** How long a URL that was handed out can be fetched, in seconds. */
const URL_SECONDS = 3600;

/** A presigned URL of a file; with a name, browsers save it under that. */
export function signedUrl(c: Context<AppEnv>, key: string, downloadName: string | null): Promise<string> {
  const named = downloadName === null ? {} : { downloadName };
  return c.get('services').presigner.presignGet({ key, expiresSeconds: URL_SECONDS, ...named });
}
