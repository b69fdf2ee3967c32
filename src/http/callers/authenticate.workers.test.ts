import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bindings } from '#project/testing/harness.ts';
import { ask, bearer, createdProject, deployment, standInForProvider } from '../testing/deployment.ts';

/** Bindings of vitest.config.ts that no deployment has. */
const { THREE_A_MINUTE, ALSO_THREE_A_MINUTE } = env as unknown as {
  THREE_A_MINUTE: RateLimit;
  ALSO_THREE_A_MINUTE: RateLimit;
};

const PROJECT = '/api/projects/0198c0de-0000-7000-8000-000000000001';

beforeEach(() => standInForProvider());
afterEach(() => {
  vi.restoreAllMocks();
});

describe('a token', () => {
  it('opens what its scopes open', async () => {
    const on = deployment();
    expect(await ask(on, PROJECT, await bearer())).toMatchObject({
      status: 404,
      body: { code: 'project-not-found' },
    });
    const spend = await ask(on, `${PROJECT}/run`, await bearer({ scope: 'read write' }), { method: 'POST' });
    expect(spend).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(spend.headers.get('www-authenticate')).toContain('error="insufficient_scope", scope="spend"');
  });

  it('makes a project that its subject alone sees', async () => {
    const on = deployment();
    const path = await createdProject(on, await bearer({ sub: 'maker', scope: 'read write' }));
    expect((await ask(on, path, await bearer({ sub: 'maker' }))).status).toBe(200);
    expect((await ask(on, path, await bearer({ sub: 'taker' }))).status).toBe(404);
  });

  it('manages keys with the scope admin alone', async () => {
    const on = deployment();
    const withAdmin = await ask(on, '/api/keys', await bearer({ permissions: ['admin'] }));
    // It was let through to the database, which these tests have none of.
    expect(withAdmin).toMatchObject({ status: 503, body: { code: 'not-configured' } });
    expect((await ask(on, '/api/keys', await bearer({ scope: 'read write spend' }))).status).toBe(403);
  });

  it.each([
    ['expired', { exp: 1 }],
    ['of another issuer', { iss: 'https://evil.example/' }],
    ['for another audience', { aud: 'https://evil.example/' }],
  ])('that is %s is a 401 with a challenge', async (_, claims) => {
    const { status, headers, body } = await ask(deployment(), PROJECT, await bearer(claims));
    expect({ status, code: body.code }).toEqual({ status: 401, code: 'unauthenticated' });
    expect(headers.get('www-authenticate')).toBe('Bearer realm="omvee", error="invalid_token"');
  });

  it.each<[string, () => Response | Promise<Response>]>([
    ['down', () => Promise.reject(new TypeError('fetch failed'))],
    ['failing', () => new Response('no', { status: 500 })],
    ['talking nonsense', () => new Response('<html>')],
  ])('that cannot be checked, with the provider %s, is let through by nobody', async (_, answer) => {
    vi.restoreAllMocks();
    standInForProvider(answer);
    const { status, headers, body } = await ask(deployment(), PROJECT, await bearer());
    expect({ status, code: body.code }).toEqual({ status: 503, code: 'auth-unavailable' });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('is told from an API key by its beginning', async () => {
    const { status, body } = await ask(deployment(), PROJECT, 'Bearer omv_looks-like-a-key');
    expect({ status, code: body.code }).toEqual({ status: 503, code: 'not-configured' });
  });

  it('opens nothing of a deployment that takes none, or whose settings are half made', async () => {
    expect((await ask({ ...bindings }, PROJECT, await bearer())).status).toBe(401);
    expect(await ask(deployment({ AUTH_ISSUER: '' }), PROJECT, await bearer())).toMatchObject({
      status: 503,
      body: { code: 'not-configured' },
    });
  });
});

/** Asks until the answer has the status. Windows follow the clock: one may end in between, two cannot. */
async function untilStatus(status: number, asking: () => ReturnType<typeof ask>, tries: number) {
  for (let turn = 0; turn < tries; turn += 1) {
    const answer = await asking();
    if (answer.status === status) return { turn, answer };
  }
  return null;
}

describe('asking too often', () => {
  it('is a 429 that says when to go on, for this caller and not for another', async () => {
    const on = deployment({ REQUESTS_LIMIT: THREE_A_MINUTE });
    const [busy, other] = [await bearer({ sub: 'busy' }), await bearer({ sub: 'other' })];
    const over = await untilStatus(429, () => ask(on, PROJECT, busy), 8);
    expect(over?.turn).toBeGreaterThanOrEqual(3);
    expect(over?.answer.body).toMatchObject({ code: 'rate-limited', status: 429 });
    expect(Number(over?.answer.headers.get('retry-after'))).toBe(60);
    expect((await ask(on, PROJECT, other)).status).toBe(404);
  });

  it('is counted apart for what costs money', async () => {
    const on = deployment({ SPENDING_LIMIT: THREE_A_MINUTE });
    const authorization = await bearer({ sub: 'spender', scope: 'read spend' });
    const run = () => ask(on, `${PROJECT}/run`, authorization, { method: 'POST' });
    expect((await untilStatus(429, run, 8))?.turn).toBeGreaterThanOrEqual(3);
    expect((await ask(on, PROJECT, authorization)).status).toBe(404);
  });

  it('without a key is counted by network, and a good token of that network is still let in', async () => {
    const on = deployment({ STRANGERS_LIMIT: ALSO_THREE_A_MINUTE });
    const from = (ip: string) => ({ headers: { 'cf-connecting-ip': ip } });
    const guess = (ip: string) => () => ask(on, PROJECT, 'Bearer guess', from(ip));
    const over = await untilStatus(429, guess('2001:db8::1'), 8);
    expect(over?.answer.body).toMatchObject({ code: 'rate-limited' });
    expect((await guess('2001:db8::2')()).status).toBe(429);
    expect((await guess('203.0.113.7')()).status).toBe(401);
    expect((await ask(on, PROJECT, await bearer(), from('2001:db8::1'))).status).toBe(404);
    // A key that was never seen to work is not even looked up: without a database that would be a 503.
    expect((await ask(on, PROJECT, 'Bearer omv_guess', from('2001:db8::1'))).status).toBe(429);
  });

  it('is nobody’s business for health, docs and webhooks, nor where the limits are off', async () => {
    const limits = { REQUESTS_LIMIT: THREE_A_MINUTE, STRANGERS_LIMIT: THREE_A_MINUTE };
    const on = deployment(limits);
    for (const path of ['/health', '/openapi.json']) {
      for (let turn = 0; turn < 8; turn += 1) expect((await ask(on, path, null)).status).toBe(200);
    }
    const authorization = await bearer({ sub: 'unlimited' });
    const off = deployment({ ...limits, RATE_LIMITS: 'off' });
    expect(await untilStatus(429, () => ask(off, PROJECT, authorization), 8)).toBeNull();
  });

  it('is allowed where the limit itself fails', async () => {
    const broken: RateLimit = { limit: () => Promise.reject(new Error('no answer')) };
    expect((await ask(deployment({ REQUESTS_LIMIT: broken }), PROJECT, await bearer())).status).toBe(404);
  });
});
