import { type ConnectionFailureKind, connectionFailureKind } from './connection-failure.ts';

/** An answer of a service, whatever its status. */
export type Reply = {
  status: number;
  headers: Headers;
  /** The parsed body; undefined where it is not JSON, was cut off, or is above the limit. */
  json: unknown;
};

/** There was no answer. Says nothing about where the request went, so that it can be logged. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
  readonly kind: ConnectionFailureKind;

  constructor(kind: ConnectionFailureKind, cause: unknown) {
    super(`no answer (${kind})`, { cause });
    this.kind = kind;
  }
}

/** Far above any reply we read, far below what a Worker's memory (128 MB) holds. */
const MAX_REPLY_BYTES = 16 * 1024 * 1024;

/**
 * Sends one request and reads its answer whole. Exactly one: nothing is repeated, and redirects are not
 * followed, because following would send a paid POST, or the token, a second time. The timeout covers the body too.
 * Throws {@link ConnectionError} where no status was heard.
 */
export async function exchange(input: {
  fetch: typeof globalThis.fetch;
  url: string;
  method: 'GET' | 'POST' | 'DELETE';
  headers: Record<string, string>;
  body?: unknown;
  /** Instead of a JSON body. */
  form?: FormData;
  timeoutMs: number;
}): Promise<Reply> {
  // Taken out of its object: workerd refuses a `fetch` that is called with a `this`.
  const { fetch } = input;
  const init: RequestInit = {
    method: input.method,
    headers: { accept: 'application/json', ...input.headers },
    redirect: 'manual',
    signal: AbortSignal.timeout(input.timeoutMs),
  };
  if (input.body !== undefined) {
    init.headers = { ...init.headers, 'content-type': 'application/json' };
    init.body = JSON.stringify(input.body);
  }
  if (input.form !== undefined) init.body = input.form;
  let response: Response;
  try {
    response = await fetch(input.url, init);
  } catch (error) {
    throw new ConnectionError(connectionFailureKind(error), error);
  }
  return { status: response.status, headers: response.headers, json: await readJson(response) };
}

/** The status decides what an answer means, so a body that broke off is no error of its own here. */
async function readJson(response: Response): Promise<unknown> {
  try {
    const text = await readText(response.body);
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function readText(body: ReadableStream<Uint8Array> | null): Promise<string | null> {
  if (body === null) return null;
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let sizeBytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    sizeBytes += value.byteLength;
    if (sizeBytes > MAX_REPLY_BYTES) {
      await reader.cancel();
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** Joins a configured base URL (with or without a final slash) and a path that starts with one. */
export function endpointUrl(baseUrl: string, path: string): string {
  return `${baseUrl.replace(/\/+$/, '')}${path}`;
}
