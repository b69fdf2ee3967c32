/** For tests inside workerd: the whole API, asked over HTTP by the users of an identity provider. */
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { vi } from 'vitest';
import { AUDIENCE, ISSUER, keySetOf, makeKey, signToken } from '#dev/identity-provider/tokens.ts';
import type { Env } from '#project/environment.ts';
import { bindings } from '#project/testing/harness.ts';
import { createApp } from '../app.ts';

const JWKS_URL = 'https://login.example/jwks.json';

const app = createApp();
const key = await makeKey('first');

/** Stands at the provider's address; nothing else outside is touched. `vi.restoreAllMocks` ends it. */
export function standInForProvider(answer: () => Response | Promise<Response> = goodKeySet): void {
  const outside = globalThis.fetch;
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) =>
    String(input) === JWKS_URL ? answer() : outside(input, init),
  );
}

const goodKeySet = () => Response.json(keySetOf([key]));

/** A deployment of its own: nothing is remembered of another one. */
export function deployment(extra: Partial<Env> = {}): Env {
  const identity = { AUTH_JWKS_URL: JWKS_URL, AUTH_ISSUER: ISSUER, AUTH_AUDIENCE: AUDIENCE };
  return { ...bindings, ...identity, ...extra };
}

/** The header of a user; by default one who may read. */
export async function bearer(claims: Record<string, unknown> = {}): Promise<string> {
  return `Bearer ${await signToken(key, claims)}`;
}

export async function fetchFrom(on: Env, path: string, init: RequestInit = {}): Promise<Response> {
  const ctx = createExecutionContext();
  const request = new Request(`https://api.test${path}`, init);
  const response = await app.fetch(request, on, ctx);
  await waitOnExecutionContext(ctx);
  return response;
}

/** Asks and reads the JSON of the answer; `{}` where it has no body. */
export async function ask(on: Env, path: string, authorization: string | null, init: RequestInit = {}) {
  const headers = { ...(authorization === null ? {} : { authorization }), ...init.headers };
  const response = await fetchFrom(on, path, { ...init, headers });
  const text = await response.text();
  const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>); // every answer here is JSON
  return { status: response.status, headers: response.headers, body };
}

/** Makes a project of the user's; its address. */
export async function createdProject(on: Env, authorization: string): Promise<string> {
  const body = JSON.stringify({ title: 'Night train' });
  const headers = { 'content-type': 'application/json' };
  const made = await ask(on, '/api/projects', authorization, { method: 'POST', headers, body });
  if (made.status !== 201) throw new Error(`No project was made: ${JSON.stringify(made.body)}`);
  return made.headers.get('location') ?? '';
}
