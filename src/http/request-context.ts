import { createMiddleware } from 'hono/factory';
import { log } from '#adapters/log.ts';
import type { Services } from '#adapters/services.ts';
import type { Env } from '#project/environment.ts';
import type { AppEnv } from './environment.ts';

/** A caller's own request id is taken over where it is harmless to log. */
const REQUEST_ID = /^[\w.:-]{1,100}$/;

/** Gives the request its id and services, and writes its one log line. */
export function requestContext(servicesOf: (env: Env) => Services) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const given = c.req.header('x-request-id') ?? '';
    const requestId = REQUEST_ID.test(given) ? given : crypto.randomUUID();
    c.set('requestId', requestId);
    c.set('services', servicesOf(c.env));
    const started = Date.now();
    await next();
    // A socket's response cannot be written to, and needs no id. Written in place: `c.header` makes a new response.
    if (c.res.status !== 101) c.res.headers.set('x-request-id', requestId);
    const { method, path } = c.req;
    log('http.request', {
      requestId,
      method,
      path,
      status: c.res.status,
      milliseconds: Date.now() - started,
    });
  });
}
