import type { z } from 'zod';
import { Problem } from '#contracts/problem.ts';

/** What the API refused, in its own words. */
export class ApiProblem extends Error {
  readonly code: string;

  constructor(problem: Problem) {
    const fields = (problem.errors ?? []).map(({ pointer, message }) => `\n  ${pointer || '/'}: ${message}`);
    // The detail of a problem with fields only repeats them.
    super(`${problem.title}${fields.length > 0 ? fields.join('') : `: ${problem.detail}`}`);
    this.code = problem.code;
  }
}

/** The API as a plain client sees it. */
export interface Api {
  readonly url: string;
  /** Sends a request and reads the answer. Throws `ApiProblem` for a refusal. */
  ask<T>(method: 'GET' | 'POST' | 'PUT', path: string, answer: z.ZodType<T>, body?: unknown): Promise<T>;
  /** Where a file is, for routes that answer with a redirect. */
  locate(path: string): Promise<string>;
}

export function createApi(url: string, apiKey: string): Api {
  async function send(method: string, path: string, body?: unknown): Promise<Response> {
    const response = await fetch(`${url}${path}`, {
      method,
      // The target of a redirect is signed and must not get the key.
      redirect: 'manual',
      headers: {
        authorization: `Bearer ${apiKey}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        // A request that is sent again must not happen twice.
        ...(method === 'POST' ? { 'idempotency-key': crypto.randomUUID() } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (response.status >= 400) throw await refusal(response, `${method} ${path}`);
    return response;
  }
  return {
    url,
    async ask(method, path, answer, body) {
      const response = await send(method, path, body);
      return answer.parse(await response.json());
    },
    async locate(path) {
      const response = await send('GET', path);
      await response.body?.cancel();
      const location = response.headers.get('location');
      if (location === null) throw new Error(`GET ${path} named no place.`);
      return location;
    },
  };
}

async function refusal(response: Response, what: string): Promise<Error> {
  const text = await response.text();
  const problem = Problem.safeParse(parseJson(text));
  if (problem.success) return new ApiProblem(problem.data);
  return new Error(`${what} answered ${response.status}: ${text.slice(0, 300)}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON at all is no problem document either.
    return undefined;
  }
}
