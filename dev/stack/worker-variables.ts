import type { Variables } from './env-file.ts';
import type { Ports } from './ports.ts';
import { withSimulators } from './providers.ts';
import type { Secrets } from './secrets.ts';

/** What only the stack itself can know: a value from `.dev.vars` would point past its own parts. */
type Owned =
  | 'DATABASE_URL'
  | 'NEON_FETCH_ENDPOINT'
  | 'S3_ENDPOINT'
  | 'S3_ACCESS_KEY_ID'
  | 'S3_SECRET_ACCESS_KEY'
  | 'MEDIA_WEBHOOK_SECRET'
  | 'TICKET_SECRET';

/** As in `wrangler.toml`. */
const BUCKET = { name: 'omvee-media', accessKeyId: 'omvee-local', secretAccessKey: 'omvee-local-secret' };

export const urlOf = (port: number) => `http://127.0.0.1:${port}`;

/** Any host serves: the driver asks `NEON_FETCH_ENDPOINT`. */
export const databaseUrlOf = ({ postgres }: Ports) => `postgres://omvee:omvee@127.0.0.1:${postgres}/omvee`;

/**
 * The Worker's variables on this machine.
 *
 * @param given `.dev.vars`; keys in it choose the real services, and what it says beyond is passed on
 * @param override what a caller of the launcher wants, whatever anybody else says
 */
export function workerVariables(input: {
  ports: Ports;
  secrets: Secrets;
  given: Variables;
  override: Variables;
  mediaInContainer: boolean;
}): Variables {
  const { ports, secrets, given, override, mediaInContainer } = input;
  const apiUrl = urlOf(ports.api);
  const owned: Record<Owned, string> = {
    DATABASE_URL: databaseUrlOf(ports),
    NEON_FETCH_ENDPOINT: `${urlOf(ports.postgres)}/sql`,
    // By another name than the API's own, so that a client that follows a redirect to a file leaves its key behind:
    // storage refuses a request that is signed and authorized at once.
    S3_ENDPOINT: `http://localhost:${ports.api}/cdn-cgi/local/r2/s3/${BUCKET.name}`,
    S3_ACCESS_KEY_ID: BUCKET.accessKeyId,
    S3_SECRET_ACCESS_KEY: BUCKET.secretAccessKey,
    MEDIA_WEBHOOK_SECRET: secrets.mediaWebhook,
    TICKET_SECRET: secrets.ticket,
  };
  return {
    PUBLIC_URL: apiUrl,
    // Tests, benches and a page under development ask as often as they like.
    RATE_LIMITS: 'off',
    LOG_READS: 'on',
    ...withSimulators(given, urlOf(ports.simulators)),
    ...owned,
    ...(mediaInContainer ? {} : { MEDIA_URL: urlOf(ports.media) }),
    ...override,
  };
}
