import { createRoute, type RouteConfig, z } from '@hono/zod-openapi';
import { Id } from '#contracts/ids.ts';
import { Problem } from '#contracts/problem.ts';
import { authenticate } from './callers/authenticate.ts';
import type { Scope } from './callers/caller.ts';
import { PROBLEMS, type ProblemCode } from './problems/codes.ts';

/** Problems that any secured route may answer with. */
const COMMON: readonly ProblemCode[] = [
  ...(['unauthenticated', 'forbidden', 'rate-limited'] as const),
  ...(['database-unavailable', 'auth-unavailable', 'not-configured', 'internal'] as const),
];

/** What a secured route says beyond what the document says. */
interface Rules {
  readonly scope: Scope;
  readonly problems?: readonly ProblemCode[];
  /** Whether a live-update ticket opens it, too. */
  readonly tickets?: boolean;
}

/**
 * A route that needs a key with `scope`. Says in the document which problems it answers with, and checks the
 * caller before anything else.
 */
export function securedRoute<P extends string, R extends Omit<RouteConfig, 'path'> & { path: P } & Rules>(
  config: R,
) {
  const { scope, problems = [], tickets = false, ...route } = config;
  const secured = {
    ...route,
    security: [{ apiKey: [] }, { token: [] }],
    middleware: [authenticate(scope, { tickets })],
    'x-scope': scope,
    responses: { ...problemResponses([...problems, ...COMMON]), ...config.responses },
  };
  // Handlers are typed by the route as it was written: problems are thrown and no part of their answer's type.
  return createRoute<P, R>(secured as unknown as R);
}

/** Responses of the document for problems, one per status, naming the codes. */
function problemResponses(codes: readonly ProblemCode[]) {
  const byStatus = Map.groupBy(new Set(codes), (code) => PROBLEMS[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [
      status,
      {
        description: group.map((code) => `\`${code}\`: ${PROBLEMS[code].title}.`).join(' '),
        content: { 'application/problem+json': { schema: Problem } },
      },
    ]),
  );
}

/** Describes a JSON body or answer. */
export function json<S extends z.ZodType>(schema: S, description: string) {
  return { description, content: { 'application/json': { schema } } };
}

export const ProjectPath = z.object({
  projectId: Id.meta({
    param: { name: 'projectId', in: 'path' },
    example: '0198c0de-0000-7000-8000-000000000001',
  }),
});

/** The caller's own name for a request: sent again, it gets the same answer and nothing happens twice. */
export const IdempotencyHeaders = z.object({
  'idempotency-key': z.string().min(1).max(255).optional().meta({
    description:
      'The same key with the same body gets the same answer for 24 hours; with another body it is refused.',
  }),
});

/** A list; `nextCursor` is null on its last page. */
export function listSchema<S extends z.ZodType>(item: S) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}
