import type { OpenAPIHono, RouteConfig } from '@hono/zod-openapi';
import type { Context, Handler, MiddlewareHandler } from 'hono';
import { z } from 'zod';
import type { AppEnv } from './environment.ts';

type Target = 'query' | 'param' | 'header' | 'json';
type Check = readonly [target: Target, schema: z.ZodType];

/** JSON as nearly all clients declare it. */
const PLAIN_JSON = /^application\/json(?:; ?charset=utf-8)?$/i;

/**
 * Has `app.openapi` mount one step before the library's, which mounts an asynchronous one for each part of a request:
 * what fits the route's schemas in all of its parts is answered there. Everything else goes on to the library's steps,
 * which say what is wrong with it.
 */
export function checkAtOnce(app: OpenAPIHono<AppEnv>): void {
  const { openapi } = app;
  const mount = (route: RouteConfig, handler: Handler<AppEnv>, hook: undefined): OpenAPIHono<AppEnv> => {
    const checks = hook === undefined ? checksOf(route) : null;
    const middleware = [route.middleware ?? []].flat();
    if (checks !== null) middleware.push(answering(checks, handler));
    return openapi({ ...route, middleware }, handler, hook) as OpenAPIHono<AppEnv>;
  };
  // The same signature: its generics type the handlers where routes are mounted, and say nothing here.
  app.openapi = mount as unknown as typeof openapi;
}

/** What a request must fit, part by part; null for a route that takes more than this reads. */
function checksOf({ request = {} }: RouteConfig): Check[] | null {
  const { query, params, headers, cookies, body } = request;
  const { 'application/json': json, ...others } = body?.content ?? {};
  if (cookies !== undefined || Object.keys(others).length > 0 || (json && '$ref' in json)) return null;
  const checks: Check[] = [];
  const parts = { param: params, query, header: headers, json: json?.schema };
  for (const target of ['param', 'query', 'header', 'json'] as const) {
    const schema = parts[target];
    if (schema === undefined) continue;
    // Only of an object is it known which headers it reads.
    if (!(schema instanceof z.ZodType) || (target === 'header' && !(schema instanceof z.ZodObject)))
      return null;
    checks.push([target, schema]);
  }
  return checks;
}

function answering(checks: readonly Check[], handler: Handler<AppEnv>): MiddlewareHandler<AppEnv> {
  return async (c, next) => ((await fits(c, checks)) ? handler(c, next) : next());
}

async function fits(c: Context<AppEnv>, checks: readonly Check[]): Promise<boolean> {
  for (const [target, schema] of checks) {
    let part: unknown;
    if (target === 'param') part = c.req.param();
    else if (target === 'query') part = queryOf(c);
    else if (target === 'header') part = headersOf(c, schema);
    else if (!PLAIN_JSON.test(c.req.header('content-type') ?? '')) return false;
    else part = await jsonOf(c);
    // Where the body may be left out, what is no body would do as one.
    if (part === undefined) return false;
    const result = schema.safeParse(part);
    if (!result.success) return false;
    // Every part is described by a schema of an object, but for bodies, which are taken as they are.
    c.req.addValidatedData(target, result.data as object);
  }
  return true;
}

/** A name that comes once has one value, another one a list of them: as the library reads queries. */
function queryOf(c: Context<AppEnv>): Record<string, string | string[]> {
  if (!c.req.raw.url.includes('?')) return {};
  return Object.fromEntries(
    Object.entries(c.req.queries()).map(([name, values]) => [
      name,
      values.length === 1 ? (values[0] ?? '') : values,
    ]),
  );
}

/** The headers that a schema names. */
function headersOf(c: Context<AppEnv>, schema: z.ZodType): Record<string, string | undefined> {
  const names = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  return Object.fromEntries(names.map((name) => [name, c.req.header(name)]));
}

/** The body; undefined where it is no JSON, which the library finds as well and answers. */
async function jsonOf(c: Context<AppEnv>): Promise<unknown> {
  try {
    return await c.req.json();
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
