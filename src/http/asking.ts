/** How handlers ask a project's object, and turn its refusals into problems. */

import type { Context, TypedResponse } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { EventKind, ViewOf } from '#contracts/events.ts';
import type { Expectation } from '#domain/pipeline/preconditions.ts';
import type { Inputs, InputType } from '#domain/pipeline/reduce.ts';
import { isRefusal, type Refusal } from '#domain/pipeline/refusal.ts';
import {
  type IdempotencyMark,
  type ProjectRpc,
  projectClient,
  type Readable,
  type Reading,
  type ReadingOf,
  readingAddress,
  readingFacts,
} from '#project/client.ts';
import { encodeHex } from './callers/hex.ts';
import type { AppEnv } from './environment.ts';
import { editEtag } from './preconditions.ts';
import type { ProblemCode } from './problems/codes.ts';
import { type ProblemExtras, problem, refusalProblem } from './problems/problem.ts';
import { projectIdOf } from './project-id.ts';
import { waitFor } from './waiting.ts';

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

/** The object of the address, or of another project. */
export function projectOf(c: Context<AppEnv>, projectId: string = projectIdOf(c)): ProjectRpc {
  return projectClient(c.env.PROJECTS, projectId, (call) => waitFor(c, 'object', call));
}

/** Sends a command in the caller's name; `expects` is what `ifMatch` read from the request. */
export async function command<T extends InputType>(
  c: Context<AppEnv>,
  type: T,
  input: Inputs[T][0],
  project: ProjectRpc = projectOf(c),
  expects: Expectation | null = null,
): Promise<Inputs[T][1]> {
  const asker = { ownerId: c.get('caller').ownerId };
  const { reply, replayed } = await project.execute(asker, type, input, await idempotencyMark(c), expects);
  if (replayed) c.header('idempotency-replayed', 'true');
  return granted<Inputs[T][1]>(c, reply);
}

/** Views of the kinds asked for, all as of event `seq`. */
export async function readViews<K extends EventKind>(
  c: Context<AppEnv>,
  kinds: readonly K[],
): Promise<{ seq: number; views: { [P in K]: ViewOf<P>[] } }> {
  return granted(c, await projectOf(c).views({ ownerId: c.get('caller').ownerId }, kinds));
}

/** All views of one kind, with an `ETag` that changes with every event of the project. */
export async function listViews<K extends EventKind>(c: Context<AppEnv>, kind: K): Promise<ViewOf<K>[]> {
  const answer = granted(c, await projectOf(c).views({ ownerId: c.get('caller').ownerId }, [kind]));
  c.header('etag', `W/"${answer.seq}"`);
  return answer.views[kind];
}

/** Answers with a body as the object wrote it, and an `ETag` that changes with every event of the project. */
export async function sendReading<R extends Readable>(
  c: Context<AppEnv>,
  what: R,
): Promise<TypedResponse<ReadingOf<R>, 200, 'json'>> {
  return sendWritten<ReadingOf<R>>(c, await readWritten(c, what));
}

/** What the object tells of a reading beside its body, whose bytes are on their way: read, hand on or cancel it. */
export interface Written extends Omit<Reading, 'body'> {
  readonly body: ReadableStream<Uint8Array> | string;
}

/** A body as the object wrote it. */
export async function readWritten(c: Context<AppEnv>, what: Readable): Promise<Written> {
  const address = readingAddress({ ownerId: c.get('caller').ownerId, what });
  const project = projectClient(c.env.PROJECTS, projectIdOf(c));
  const response = await waitFor(c, 'object', () => project.fetch(address));
  // The object refuses with the refusal itself.
  if (!response.ok) return granted<never>(c, (await response.json()) as Refusal);
  return { ...readingFacts(response), body: response.body ?? '' };
}

/** What a reading says, where more is done with it than to hand it on. The object wrote just that. */
export async function parseWritten<T>({ body }: Written): Promise<T> {
  return new Response(body).json<T>();
}

/** The edit tag of a reading alone. */
export async function readTag(c: Context<AppEnv>, what: Readable): Promise<string | null> {
  const { tag, body } = await readWritten(c, what);
  if (typeof body !== 'string') await body?.cancel();
  return tag;
}

export function sendWritten<T>(
  c: Context<AppEnv>,
  { seq, body, tag }: Written,
): TypedResponse<T, 200, 'json'> {
  const etag = tag === null ? `W/"${seq}"` : editEtag(tag, seq);
  const headers = { 'content-type': 'application/json', etag };
  // The text is the JSON of just that, which the compiler cannot look into.
  return c.body(body, 200, headers) as unknown as TypedResponse<T, 200, 'json'>;
}

/** Of what the caller sent: what handlers make of it holds new ids and what the project says by now. */
async function idempotencyMark(c: Context<AppEnv>): Promise<IdempotencyMark | null> {
  const key = c.req.header('idempotency-key');
  if (!key || !c.get('honorsIdempotencyKey')) return null;
  const request = JSON.stringify([c.req.method, c.req.path, await c.req.text()]);
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(request));
  return { key: `${c.get('caller').callerId}:${key}`, requestHash: encodeHex(hash) };
}
