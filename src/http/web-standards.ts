import type { OpenAPIHono } from '@hono/zod-openapi';
import { cors } from 'hono/cors';
import { etag, RETAINED_304_HEADERS } from 'hono/etag';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { secureHeaders } from 'hono/secure-headers';
import { isLoopback } from '#adapters/loopback.ts';
import type { AppEnv } from './environment.ts';
import { problem } from './problems/problem.ts';

/** Live answers have no end that could be hashed. */
const LIVE = /\/(ws|stream)$/;

const CORS_HEADERS = ['access-control-allow-origin', 'access-control-expose-headers'];

/** Headers that tell a browser how to treat a page; nothing of the API is one. */
const NEEDED_BY_PAGES_ONLY = {
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
  removePoweredBy: false,
} as const;

/** What any HTTP API owes its clients: CORS by allow-list, security headers, `ETag` and 304, 405 with `Allow`. */
export function webStandards(app: OpenAPIHono<AppEnv>): void {
  const forPages = secureHeaders({ crossOriginResourcePolicy: 'cross-origin' });
  const forData = secureHeaders({ crossOriginResourcePolicy: 'cross-origin', ...NEEDED_BY_PAGES_ONLY });
  // Before CORS, which answers preflights itself.
  app.use('*', async (c, next) => {
    await next();
    const secure = c.req.path.startsWith('/api/') ? forData : forPages;
    // The headers of an upgrade cannot be changed.
    if (c.res.status !== 101) await secure(c, async () => {});
  });
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
    if (c.req.header('origin') !== undefined || c.req.method === 'OPTIONS') {
      const refused = await crossOrigin(c, next);
      // Whoever may read the answer may read how long it took (W3C Resource Timing).
      const origin = c.res.headers.get('access-control-allow-origin');
      if (origin !== null && c.res.status !== 101) c.res.headers.set('timing-allow-origin', origin);
      return refused;
    }
    // Most callers are no browsers, and what `cors` writes before an answer has it made anew behind it.
    await next();
    if (c.res.status !== 101) c.res.headers.append('vary', 'Origin');
  });
  // Without these a page on another origin may not read a 304 to its own `If-None-Match`.
  const retainedHeaders = [...RETAINED_304_HEADERS, ...CORS_HEADERS];
  const conditional = etag({ retainedHeaders });
  app.use('/api/*', (c, next) => (LIVE.test(c.req.path) ? next() : conditional(c, next)));
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
