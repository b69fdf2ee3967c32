import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { bindings } from '#project/testing/harness.ts';
import worker from '../index.ts';
import { isAllowedOrigin } from './web-standards.ts';

async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const ctx = createExecutionContext();
  const request = new Request(`https://api.test${path}`, init);
  const response = await worker.fetch(request as Parameters<typeof worker.fetch>[0], bindings, ctx);
  await waitOnExecutionContext(ctx);
  return response;
}

describe('every answer', () => {
  it("carries a request id, the caller's own where it is harmless", async () => {
    expect((await ask('/health')).headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    const own = await ask('/health', { headers: { 'x-request-id': 'mine-1' } });
    expect(own.headers.get('x-request-id')).toBe('mine-1');
    const evil = await ask('/health', { headers: { 'x-request-id': '<script>' } });
    expect(evil.headers.get('x-request-id')).not.toContain('<');
  });

  it('is a problem where there is nothing, and where the method is not taken', async () => {
    const nothing = await ask('/api/nothing');
    expect(nothing.status).toBe(404);
    expect(nothing.headers.get('content-type')).toBe('application/problem+json');
    expect(await nothing.json()).toMatchObject({
      code: 'not-found',
      status: 404,
      type: '/docs/problems#not-found',
    });
    const wrong = await ask('/api/projects', { method: 'DELETE' });
    expect(wrong.status).toBe(405);
    expect(wrong.headers.get('allow')?.split(', ').sort()).toEqual(['GET', 'HEAD', 'POST']);
    expect(await wrong.json()).toMatchObject({ code: 'method-not-allowed' });
  });

  it.each([
    ['an answer', '/health', {}],
    ['a preflight', '/api/projects', { method: 'OPTIONS', headers: { origin: 'https://x.test' } }],
    ['a refused stream', '/api/projects/0198c0de-0000-7000-8000-000000000001/stream', {}],
  ])('has the headers that keep a browser safe: %s', async (_, path, init) => {
    const { headers } = await ask(path, init);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('strict-transport-security')).toContain('max-age');
  });
});

describe('whom an answer is for', () => {
  it('is said to caches, and to a page what it may read of it', async () => {
    const plain = (await ask('/health')).headers;
    expect(plain.get('vary')).toBe('Origin');
    expect(plain.has('access-control-allow-origin')).toBe(false);
    const foreign = (await ask('/health', { headers: { origin: 'https://evil.example' } })).headers;
    expect(foreign.get('vary')).toBe('Origin');
    expect(foreign.has('access-control-allow-origin')).toBe(false);
    expect(foreign.get('access-control-expose-headers')).toContain('etag');
  });

  it('has for data what says something about data, and for pages the rest', async () => {
    const data = (await ask('/api/projects')).headers;
    for (const name of ['x-content-type-options', 'strict-transport-security', 'x-frame-options'])
      expect(data.has(name)).toBe(true);
    expect(data.has('origin-agent-cluster')).toBe(false);
    expect((await ask('/docs')).headers.get('origin-agent-cluster')).toBe('?1');
  });
});

it('whoever opens the address itself is led to the documentation', async () => {
  const { status, headers } = await ask('/');
  expect([status, headers.get('location')]).toEqual([302, '/docs']);
});

describe('nothing is open', () => {
  it.each([
    ['without a key', {}],
    ['with something that is no key', { authorization: 'Bearer sk-123' }],
    ['with another scheme', { authorization: 'Basic b212Xzp4' }],
  ])('%s', async (_, headers) => {
    const response = await ask('/api/projects', { headers });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain('Bearer');
    expect(await response.json()).toMatchObject({ code: 'unauthenticated' });
  });

  it('and a forged ticket opens nothing', async () => {
    const path = '/api/projects/0198c0de-0000-7000-8000-000000000001/stream';
    for (const ticket of ['', '.', 'a.b', 'e30.e30', '%00']) {
      expect((await ask(`${path}?ticket=${ticket}`)).status).toBe(401);
    }
  });
});

describe('pages of other origins', () => {
  it.each([
    ['https://studio.example', 'https://studio.example, https://b.example', 'https://api.example', true],
    ['https://evil.example', 'https://studio.example', 'https://api.example', false],
    ['http://localhost:5173', '', 'https://api.example', false],
    ['http://localhost:5173', undefined, 'http://127.0.0.1:8787', true],
    ['null', undefined, 'http://127.0.0.1:8787', false],
  ])('%s with the list "%s" and an API at %s: %s', (origin, list, publicUrl, allowed) => {
    expect(isAllowedOrigin(origin, list, publicUrl)).toBe(allowed);
  });
});
