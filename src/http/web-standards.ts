import type { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { etag, RETAINED_304_HEADERS } from 'hono/etag';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { secureHeaders } from 'hono/secure-headers';
import { isLoopback } from '#adapters/loopback.ts';
import type { AppEnv } from './environment.ts';
import { problem } from './problems/problem.ts';

/** Files go straight to storage, so that no body here is large. In bytes. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;

/** Live answers have no end that could be hashed. */
const LIVE = /\/(ws|stream)$/;

const CORS_HEADERS = ['access-control-allow-origin', 'access-control-expose-headers'];

/** What a browser must know of data; written one by one behind every answer, so that there are no more than needed. */
const SECURE_DATA: readonly (readonly [name: string, value: string])[] = [
  ['cross-origin-resource-policy', 'cross-origin'],
  ['referrer-policy', 'no-referrer'],
  ['strict-transport-security', 'max-age=15552000; includeSubDomains'],
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'SAMEORIGIN'],
];

/** What any HTTP API owes its clients: CORS by allow-list, security headers, `ETag` and 304, a limit of bodies, 405 with `Allow`. */
export function webStandards(app: OpenAPIHono<AppEnv>): void {
  const forPages = secureHeaders({ crossOriginResourcePolicy: 'cross-origin' });
  const crossOrigin = cors({
    origin: (origin, c) => (isAllowedOrigin(origin, c.env.CORS_ORIGINS, c.env.PUBLIC_URL) ? origin : null),
    allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowHeaders: [
      'authorization',
      'content-type',
      'idempotency-key',
      'if-match',
      'if-none-match',
      'last-event-id',
      'range',
      'x-request-id',
    ],
    exposeHeaders: [
      'etag',
      'location',
      'retry-after',
      'idempotency-replayed',
      'server-timing',
      'x-request-id',
    ],
    maxAge: 600,
  });
  app.use('*', async (c, next) => {
    const isForPage = c.req.header('origin') !== undefined || c.req.method === 'OPTIONS';
    const answered = isForPage ? await crossOrigin(c, next) : undefined;
    // `cors` answers preflights by itself.
    if (answered) c.res = answered;
    if (!isForPage) await next();
    // The headers of an upgrade cannot be changed.
    if (c.res.status === 101) return;
    const { headers } = c.res;
    if (isForPage) {
      // Whoever may read the answer may read how long it took (W3C Resource Timing).
      const origin = headers.get('access-control-allow-origin');
      if (origin !== null) headers.set('timing-allow-origin', origin);
    } else {
      // Most callers are no browsers, and what `cors` writes before an answer has it made anew behind it.
      headers.append('vary', 'Origin');
    }
    if (!c.req.path.startsWith('/api/')) return forPages(c, async () => {});
    for (const [name, value] of SECURE_DATA) headers.set(name, value);
  });
  // Without these a page on another origin may not read a 304 to its own `If-None-Match`.
  const retainedHeaders = [...RETAINED_304_HEADERS, ...CORS_HEADERS];
  const conditional = etag({ retainedHeaders });
  const limited = bodyLimit({
    maxSize: MAX_BODY_BYTES,
    onError: (c) => problem(c, 'body-too-large', 'The body is larger than 4 MiB.'),
  });
  app.use('/api/*', (c, next) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return limited(c, next);
    return LIVE.test(c.req.path) ? next() : conditional(c, next);
  });
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, methods) => {
        const allow = methods.join(', ');
        const detail = `${c.req.method} is not taken here; ${allow} ${methods.length === 1 ? 'is' : 'are'}.`;
        return problem(c, 'method-not-allowed', detail, { headers: { allow } });
      },
    }),
  );
}

/**
 * Whether a page of this origin may call the API: those of the comma-separated list, and, for an API that itself
 * runs on this machine, every page that does.
 */
export function isAllowedOrigin(
  origin: string,
  allowList: string | undefined,
  publicUrl: string | undefined,
): boolean {
  const listed = (allowList ?? '').split(',').map((entry) => entry.trim());
  if (listed.includes(origin)) return true;
  return isLoopback(origin) && isLoopback(publicUrl ?? '');
}
