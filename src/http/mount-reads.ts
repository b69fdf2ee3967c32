import type { OpenAPIHono, RouteConfig } from '@hono/zod-openapi';
import type { Context, Handler, MiddlewareHandler } from 'hono';
import { z } from 'zod';
import type { AppEnv } from './environment.ts';

type Target = 'query' | 'param';
type Refuse = (input: { target: Target; error: z.core.$ZodError }, c: Context<AppEnv>) => Response;

/**
 * Has `app.openapi` mount reads as one handler, which checks query and path by the route's own schemas and then
 * answers. The library mounts an asynchronous step for each of them; it goes on mounting everything else.
 *
 * @param refuse answers what does not fit, as it does for all other routes
 */
export function mountReads(app: OpenAPIHono<AppEnv>, refuse: Refuse): void {
  const { openapi } = app;
  const mount = (route: RouteConfig, handler: Handler<AppEnv>, hook: undefined): OpenAPIHono<AppEnv> => {
    const { middleware = [], hide, ...documented } = route;
    const { query, params, headers, cookies, body } = route.request ?? {};
    const isPlain = route.method === 'get' && !hide && !headers && !cookies && !body && !hook;
    if (!isPlain) return openapi(route, handler, hook) as OpenAPIHono<AppEnv>;
    app.openAPIRegistry.registerPath(documented);
    const checked = checking({ query, param: params }, handler, refuse);
    const steps: MiddlewareHandler[] = [middleware].flat();
    const path = route.path.replaceAll(/\/{(.+?)}/g, '/:$1');
    return app.on(['get'], [path], ...steps, checked) as unknown as OpenAPIHono<AppEnv>;
  };
  // The same signature: its generics type the handlers where routes are mounted, and say nothing here.
  app.openapi = mount as unknown as typeof openapi;
}

function checking(
  schemas: Readonly<Record<Target, unknown>>,
  handler: Handler<AppEnv>,
  refuse: Refuse,
): Handler<AppEnv> {
  const targets = (['query', 'param'] as const).flatMap((target) => {
    const schema = schemas[target];
    return schema instanceof z.ZodType ? [{ target, schema }] : [];
  });
  return async (c, next) => {
    for (const { target, schema } of targets) {
      const result = schema.safeParse(target === 'query' ? queryOf(c) : c.req.param());
      if (!result.success) return refuse({ target, error: result.error }, c);
      // Queries and paths are described by schemas of objects.
      c.req.addValidatedData(target, result.data as object);
    }
    return handler(c, next);
  };
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
