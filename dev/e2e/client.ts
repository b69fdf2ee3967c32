import type { z } from 'zod';
import { Problem } from '#contracts/problem.ts';

/** An answer of the API as it came over the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; undefined where there is none. */
  readonly body: unknown;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** The API as a caller with one key (or none) sees it: plain HTTP, nothing repeated, no redirect followed. */
export class Client {
  readonly url: string;
  readonly #key: string | null;

  constructor(url: string, key: string | null) {
    this.url = url;
    this.#key = key;
  }

  async send(
    method: Method,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...this.authorization(),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? JSON.parse(text) : undefined,
    };
  }

  /** The answer of a request that is granted. Throws where it is refused, or the answer has another shape. */
  async ask<T>(method: Method, path: string, schema: z.ZodType<T>, body?: unknown): Promise<T> {
    const answer = await this.send(method, path, body);
    if (answer.status >= 300) {
      throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    }
    return schema.parse(answer.body);
  }

  /** The problem of a request that is refused. Throws where it is granted, or the refusal is no problem document. */
  async refusal(method: Method, path: string, body?: unknown): Promise<Problem> {
    const answer = await this.send(method, path, body);
    if (answer.status < 400) throw new Error(`${method} ${path} was granted with ${answer.status}`);
    const problem = Problem.parse(answer.body);
    if (problem.status !== answer.status) throw new Error(`${path}: HTTP says ${answer.status}`);
    return problem;
  }

  /** Fetches a file that a route redirects to. The target gets no key. */
  async download(path: string): Promise<{ bytes: Buffer; type: string }> {
    const { status, headers } = await this.send('GET', path);
    const location = headers.get('location');
    if (status !== 302 || location === null) throw new Error(`GET ${path} answered ${status}`);
    const response = await fetch(location);
    if (!response.ok) throw new Error(`the storage answered ${response.status} for ${path}`);
    const bytes = Buffer.from(await response.arrayBuffer());
    return { bytes, type: response.headers.get('content-type') ?? '' };
  }

  authorization(): Record<string, string> {
    return this.#key === null ? {} : { authorization: `Bearer ${this.#key}` };
  }
}
