import type { Context } from 'hono';
import type { z } from 'zod';
import type { Problem } from '#contracts/problem.ts';
import type { Refusal } from '#domain/pipeline/refusal.ts';
import type { AppEnv } from '../environment.ts';
import { loggablePath } from '../loggable-path.ts';
import { editEtag } from '../preconditions.ts';
import { PROBLEMS, type ProblemCode } from './codes.ts';
import { problemType } from './problem-example.ts';

export interface ProblemExtras {
  readonly errors?: Problem['errors'];
  readonly sceneIds?: readonly string[];
  readonly headers?: Record<string, string>;
}

/** Answers with a problem of the table. */
export function problem(
  c: Context<AppEnv>,
  code: ProblemCode,
  detail: string,
  extras: ProblemExtras = {},
): Response {
  const { status, title } = PROBLEMS[code];
  const body: Problem = {
    type: problemType(code),
    title,
    status,
    detail,
    instance: loggablePath(c.req.path),
    code,
    requestId: c.get('requestId') ?? '',
    ...(extras.errors ? { errors: extras.errors } : {}),
    ...(extras.sceneIds && extras.sceneIds.length > 0 ? { sceneIds: [...extras.sceneIds] } : {}),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json', ...extras.headers },
  });
}

/** Answers with the refusal of a project's object. */
export function refusalProblem(c: Context<AppEnv>, refusal: Refusal): Response {
  const { code, message, sceneIds, errors, tag } = refusal;
  return problem(c, code, message, {
    sceneIds,
    ...(errors ? { errors: [...errors] } : {}),
    ...(tag === undefined ? {} : { headers: { etag: editEtag(tag) } }),
  });
}

/** Answers for a request that does not fit its schema, naming every field. */
export function invalidRequest(c: Context<AppEnv>, error: z.core.$ZodError, where: string): Response {
  const errors = error.issues.map((issue) => ({ pointer: pointerTo(issue.path), message: issue.message }));
  const first = errors[0];
  const detail = first ? `${where}${first.pointer}: ${first.message}` : `The ${where} is not valid.`;
  return problem(c, 'invalid-request', detail, { errors });
}

function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
