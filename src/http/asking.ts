/** How handlers ask a project's object, and turn its refusals into problems. */

import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { EventKind, ViewOf } from '#contracts/events.ts';
import type { Inputs, InputType } from '#domain/pipeline/reduce.ts';
import { isRefusal, type Refusal } from '#domain/pipeline/refusal.ts';
import { type IdempotencyMark, type ProjectRpc, projectClient } from '#project/client.ts';
import { encodeHex } from './callers/hex.ts';
import type { AppEnv } from './environment.ts';
import type { ProblemCode } from './problems/codes.ts';
import { type ProblemExtras, problem, refusalProblem } from './problems/problem.ts';

/** Ends the request with a problem. */
export function refuseRequest(
  c: Context<AppEnv>,
  code: ProblemCode,
  detail: string,
  extras?: ProblemExtras,
): never {
  throw new HTTPException(400, { res: problem(c, code, detail, extras) });
}

/** The value, or the end of the request where it is a refusal. */
export function granted<T>(c: Context<AppEnv>, value: T | Refusal): T {
  if (typeof value === 'object' && value !== null && isRefusal(value)) {
    throw new HTTPException(400, { res: refusalProblem(c, value) });
  }
  // What is no refusal is the value; the union says so, and the compiler loses it with a generic.
  return value as T;
}

export function projectOf(c: Context<AppEnv>): ProjectRpc {
  return projectClient(c.env.PROJECTS, c.req.param('projectId') ?? '');
}

/** Sends a command in the caller's name. */
export async function command<T extends InputType>(
  c: Context<AppEnv>,
  type: T,
  input: Inputs[T][0],
  project: ProjectRpc = projectOf(c),
): Promise<Inputs[T][1]> {
  const asker = { ownerId: c.get('caller').ownerId };
  const { reply, replayed } = await project.execute(asker, type, input, await idempotencyMark(c));
  if (replayed) c.header('idempotency-replayed', 'true');
  return granted<Inputs[T][1]>(c, reply);
}

/** All views of one kind, with an `ETag` that changes with every event of the project. */
export async function listViews<K extends EventKind>(c: Context<AppEnv>, kind: K): Promise<ViewOf<K>[]> {
  const answer = granted(c, await projectOf(c).views({ ownerId: c.get('caller').ownerId }, [kind]));
  c.header('etag', `W/"${answer.seq}"`);
  return answer.views[kind];
}

/** Of what the caller sent: what handlers make of it holds new ids and what the project says by now. */
async function idempotencyMark(c: Context<AppEnv>): Promise<IdempotencyMark | null> {
  const key = c.req.header('idempotency-key');
  if (!key || !c.get('honorsIdempotencyKey')) return null;
  const request = JSON.stringify([c.req.method, c.req.path, await c.req.text()]);
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(request));
  return { key: `${c.get('caller').callerId}:${key}`, requestHash: encodeHex(hash) };
}
