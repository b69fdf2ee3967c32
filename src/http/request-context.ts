import { createMiddleware } from 'hono/factory';
import { routePath } from 'hono/route';
import { log } from '#adapters/log.ts';
import type { Services } from '#adapters/services.ts';
import type { Env } from '#project/environment.ts';
import type { AppEnv } from './environment.ts';
import { loggablePath } from './loggable-path.ts';
import { recordRequest, serverTiming } from './request-timing.ts';
import type { Timings } from './waiting.ts';

/** A caller's own request id is taken over where it is harmless to log. */
const REQUEST_ID = /^[\w.:-]{1,100}$/;

/** A read that took longer is worth its log line, in milliseconds. */
const SLOW = 1000;

/**
 * Gives the request its id and services, tells its caller and us how long it took, and writes its one log line. Reads
 * that went well are counted alone: front ends that look again and again would pay for a line each time.
 */
export function requestContext(servicesOf: (env: Env) => Services) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const given = c.req.header('x-request-id') ?? '';
    const requestId = REQUEST_ID.test(given) ? given : crypto.randomUUID();
    c.set('requestId', requestId);
    c.set('services', servicesOf(c.env));
    const timings: Timings = new Map();
    c.set('timings', timings);
    const started = performance.now();
    await next();
    const milliseconds = performance.now() - started;
    timings.set('total', milliseconds);
    const { method } = c.req;
    const path = loggablePath(c.req.path);
    const { status } = c.res;
    // A socket's response cannot be written to, and needs no id.
    if (status !== 101) {
      // Written in place: `c.header` makes a new response.
      c.res.headers.set('x-request-id', requestId);
      c.res.headers.set('server-timing', serverTiming(timings));
    }
    const dataset = c.env.ANALYTICS;
    if (dataset) {
      const caller = c.get('caller')?.kind ?? 'nobody';
      recordRequest(dataset, { route: routePath(c, -1), method, status, caller, timings });
    }
    const isQuiet = method === 'GET' && status < 400 && milliseconds < SLOW && c.env.LOG_READS !== 'on';
    if (!isQuiet)
      log('http.request', { requestId, method, path, status, milliseconds: Math.round(milliseconds) });
  });
}
