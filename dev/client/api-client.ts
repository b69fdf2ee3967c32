import createClient, { type Client } from 'openapi-fetch';
import { ApiProblem } from './api-problem.ts';
import type { paths } from './api-types.ts';
import { type Fetch, type RetryOptions, retryingFetch } from './retrying-fetch.ts';

/** Every path of the API with its parameters, body and answers: `api.GET('/api/projects/{projectId}', …)`. */
export type Api = Client<paths> & {
  /** Where the API is, without a final slash. */
  readonly baseUrl: string;
};

export interface ApiOptions {
  /** Where the API is. */
  readonly baseUrl: string;
  /** An API key, or a function that gives a token that is still good. */
  readonly key: string | (() => string | Promise<string>);
  readonly retry?: Partial<RetryOptions>;
  /** Instead of the global `fetch`. */
  readonly fetch?: Fetch;
}

/**
 * A client of the API, typed by its OpenAPI document. Requests that can be sent again without harm are, where the
 * network or the API fails for a moment; see `retryingFetch`.
 */
export function createApi({ baseUrl, key, retry, fetch: send }: ApiOptions): Api {
  const base = baseUrl.replace(/\/+$/, '');
  const client = createClient<paths>({
    baseUrl: base,
    // Looked up with each request, so that what replaces the global one later is used, too.
    fetch: retryingFetch(send ?? ((request) => fetch(request)), {
      attempts: 4,
      longestPauseSeconds: 30,
      ...retry,
    }),
  });
  client.use({
    async onRequest({ request }) {
      request.headers.set('authorization', `Bearer ${typeof key === 'string' ? key : await key()}`);
      return request;
    },
  });
  return Object.assign(client, { baseUrl: base });
}

type Result<T> =
  | { data: T; error?: never; response: Response }
  | { data?: never; error: unknown; response: Response };

/** What a request was answered with: `await answer(api.GET(…))`. Throws `ApiProblem` where it was refused. */
export async function answer<T>(request: Promise<Result<T>>): Promise<T> {
  const result = await request;
  if (!result.response.ok) throw new ApiProblem(result.response, result.error);
  // An answer that is no refusal has the data of its type, which is nothing for 204.
  return result.data as T;
}

/**
 * Names a request, so that it can be sent again and nothing happens twice: `params: { header: once() }`. Only routes
 * that keep that promise take it. Give it an id of your own where a request outlives the page.
 */
export function once(id: string = crypto.randomUUID()): { 'idempotency-key': string } {
  return { 'idempotency-key': id };
}

/**
 * Where a file is, of a route that redirects to it: `await fileUrl(api.GET('…/download', { …, parseAs: 'stream' }))`.
 * Good for an hour and without a key, for `<video src>` as well as for a download. Throws `ApiProblem`.
 */
export async function fileUrl(request: Promise<Result<unknown>>): Promise<string> {
  const { response, error } = await request;
  if (!response.ok) throw new ApiProblem(response, error);
  await response.body?.cancel();
  return response.url;
}

/** Asks for tickets to the live updates of a project, as `connectProject` wants them. */
export function ticketsOf(api: Api, projectId: string): (signal: AbortSignal) => Promise<string> {
  return async (signal) => {
    const path = { params: { path: { projectId } }, signal };
    return (await answer(api.POST('/api/projects/{projectId}/tickets', path))).ticket;
  };
}
