import { afterEach, describe, expect, it, vi } from 'vitest';
import { ask, deployment, standInForProvider } from '../testing/deployment.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

type Checks = { name: string; state: string; detail: string | null; latencyMilliseconds: number | null }[];

async function readiness(extra: Parameters<typeof deployment>[0]) {
  const { status, body } = await ask(deployment(extra), '/health/ready', null);
  return { status, text: JSON.stringify(body), checks: body.checks as Checks };
}

const SECRETS = {
  DATABASE_URL: 'postgres://omvee:hunter2@db.example/omvee',
  // Nobody listens there.
  NEON_FETCH_ENDPOINT: 'http://127.0.0.1:1/sql?token=hunter2',
  MEDIA_URL: 'http://user:hunter2@127.0.0.1:1',
  S3_ENDPOINT: 'https://s3.example/bucket',
  S3_ACCESS_KEY_ID: 'hunter2',
  S3_SECRET_ACCESS_KEY: 'hunter2',
};

describe('GET /health/ready', () => {
  it('names every dependency with its state and, where it was asked, how long it took', async () => {
    standInForProvider();
    const { status, checks } = await readiness(SECRETS);
    expect(status).toBe(503);
    expect(Object.fromEntries(checks.map(({ name, state }) => [name, state]))).toEqual({
      storage: 'ok',
      replicate: 'missing',
      openai: 'missing',
      openrouter: 'missing',
      tickets: 'ok',
      database: 'down',
      bucket: 'ok',
      media: 'down',
      identity: 'ok',
    });
    for (const { name, latencyMilliseconds } of checks) {
      const isAsked = ['database', 'bucket', 'media', 'identity'].includes(name);
      expect(latencyMilliseconds === null ? null : latencyMilliseconds >= 0, name).toBe(isAsked || null);
    }
  });

  it('says of each that is not there what to do, and no secret', async () => {
    standInForProvider();
    const { text, checks } = await readiness(SECRETS);
    for (const { state, detail } of checks) expect(detail === null).toBe(state === 'ok');
    expect(text).not.toMatch(/hunter2|127\.0\.0\.1|db\.example/);
    expect(checks.find(({ name }) => name === 'replicate')?.detail).toContain('REPLICATE_API_TOKEN');
  });

  it('sees an identity provider that is down, or half configured', async () => {
    standInForProvider(() => new Response('no', { status: 500 }));
    const identityOf = ({ checks }: { checks: Checks }) => checks.find(({ name }) => name === 'identity');
    expect(identityOf(await readiness({}))?.state).toBe('down');
    expect(identityOf(await readiness({ AUTH_ISSUER: '' }))).toMatchObject({
      state: 'missing',
      detail: expect.stringContaining('AUTH_ISSUER'),
    });
    expect(identityOf(await readiness({ AUTH_JWKS_URL: '', AUTH_ISSUER: '', AUTH_AUDIENCE: '' }))).toBe(
      undefined,
    );
  });
});
