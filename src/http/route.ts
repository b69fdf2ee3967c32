import { createRoute, type RouteConfig, z } from '@hono/zod-openapi';
import { createMiddleware } from 'hono/factory';
import { PROJECT_ID } from '#contracts/examples/ids.ts';
import { Id } from '#contracts/ids.ts';
import { authenticate } from './callers/authenticate.ts';
import type { Scope } from './callers/caller.ts';
import { documented, hasIdempotencyKey } from './documented.ts';
import type { AppEnv } from './environment.ts';
import type { ProblemCode } from './problems/codes.ts';

/** Problems that any secured route may answer with. */
const COMMON: readonly ProblemCode[] = [
  ...(['unauthenticated', 'forbidden', 'rate-limited'] as const),
  ...(['database-unavailable', 'auth-unavailable', 'not-configured', 'internal'] as const),
];

/** What a secured route says beyond what the document says. */
interface Rules {
  readonly scope: Scope;
  /** What it refuses by itself; what follows from its address, parameters and body is added. */
  readonly problems?: readonly ProblemCode[];
  /** Whether a live-update ticket opens it, too. */
  readonly tickets?: boolean;
  /** False where what it makes has no address of its own to be named in `Location`. */
  readonly located?: boolean;
}

/**
 * A route that needs a key with `scope`. Says in the document which problems it answers with, and checks the
 * caller before anything else.
 */
export function securedRoute<P extends string, R extends Omit<RouteConfig, 'path'> & { path: P } & Rules>(
  config: R,
) {
  const { scope, problems = [], tickets = false, located = true, ...route }: RouteConfig & Rules = config;
  const secured = {
    ...documented(route, [...problems, ...COMMON], located),
    security: [{ apiKey: [] }, { token: [] }],
    middleware: [
      authenticate(scope, { tickets }),
      ...(hasIdempotencyKey(route.request?.headers) ? [honorIdempotencyKey] : []),
    ],
    'x-scope': scope,
  };
  // Handlers are typed by the route as it was written: problems are thrown and no part of their answer's type.
  return createRoute<P, R>(secured as unknown as R);
}

/** Tells handlers that the key counts: only where the document says so, else it is ignored like any header. */
const honorIdempotencyKey = createMiddleware<AppEnv>((c, next) => {
  c.set('honorsIdempotencyKey', true);
  return next();
});

/** A route that anybody may ask. */
export function publicRoute<
  P extends string,
  R extends Omit<RouteConfig, 'path'> & { path: P } & Pick<Rules, 'problems'>,
>(config: R) {
  const { problems = [], ...route }: RouteConfig & Pick<Rules, 'problems'> = config;
  const open = { ...documented(route, [...problems, 'internal'], false), security: [], 'x-scope': 'public' };
  // As above: what is added is for the document alone.
  return createRoute<P, R>(open as unknown as R);
}

/** Describes a JSON body or answer. Its example is that of the schema, unless another one says more. */
export function json<S extends z.ZodType>(schema: S, description: string, example?: unknown) {
  return {
    description,
    content: { 'application/json': { schema, ...(example === undefined ? {} : { example }) } },
  };
}

export const ProjectPath = z.object({
  projectId: Id.meta({
    param: { name: 'projectId', in: 'path' },
    example: PROJECT_ID,
  }),
});

export const ScenePath = ProjectPath.extend({
  sceneId: Id.meta({
    param: { name: 'sceneId', in: 'path' },
    example: '0198c0de-0000-7000-8000-000000000011',
  }),
});

/** The caller's own name for a request: sent again, it gets the same answer and nothing happens twice. */
export const IdempotencyHeaders = z.object({
  'idempotency-key': z.string().min(1).max(255).optional().meta({
    example: 'film-of-night-train-1',
    description:
      'The same key with the same body gets the same answer for 24 hours; with another body it is refused.',
  }),
});

/** A list; `nextCursor` is null on its last page. */
export function listSchema<S extends z.ZodType>(item: S) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}
