import fc from 'fast-check';
import { exportSPKI, importJWK, SignJWT, UnsecuredJWT } from 'jose';
import { afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { IdentityProvider } from '#dev/identity-provider/identity-provider.ts';
import { AUDIENCE, ISSUER, makeKey, type SigningKey, signToken } from '#dev/identity-provider/tokens.ts';
import {
  createKeySet,
  createTokenVerifier,
  type IdentityEnv,
  identitySettings,
  KEY_SET_PATIENCE,
  type TokenVerifier,
} from './index.ts';

let key: SigningKey;
let nextKey: SigningKey;
beforeAll(async () => {
  [key, nextKey] = await Promise.all([makeKey('first'), makeKey('second', 'RS256')]);
});
afterEach(() => vi.useRealTimers());

async function provider(keys: readonly SigningKey[] = [key]): Promise<IdentityProvider> {
  const started = await IdentityProvider.start(keys);
  onTestFinished(() => started.stop());
  return started;
}

/** Fails fast where the provider hangs; all else as in production. */
function verifierOf(env: IdentityEnv): TokenVerifier {
  const settings = identitySettings(env);
  if (settings === null || typeof settings === 'string') throw new Error(`no settings: ${settings}`);
  const patience = { ...KEY_SET_PATIENCE, timeout: 1_000 };
  return createTokenVerifier(
    settings,
    createKeySet(settings.jwksUrl, { fetch, now: () => Date.now(), patience }),
  );
}

const in5Minutes = () => Math.floor(Date.now() / 1000) + 300;

describe('a token of the identity provider', () => {
  it('says who sent the request and what he may do', async () => {
    const verify = verifierOf((await provider()).env);
    expect(await verify(await signToken(key))).toMatchObject({
      issuer: ISSUER,
      subject: 'user|1',
      claims: { scope: 'openid read' },
    });
  });

  it.each(['RS256', 'ES256', 'EdDSA'])('may be signed with %s', async (algorithm) => {
    const own = await makeKey('own', algorithm);
    const verify = verifierOf((await provider([key, own])).env);
    expect(await verify(await signToken(own))).not.toHaveProperty('bad');
  });

  it('may be meant for several audiences, ours among them', async () => {
    const verify = verifierOf((await provider()).env);
    const token = await signToken(key, { aud: ['https://other.example', AUDIENCE] });
    expect(await verify(token)).not.toHaveProperty('bad');
  });

  it.each<[string, () => Promise<string>, RegExp]>([
    ['expired', () => signToken(key, { exp: in5Minutes() - 400 }), /expired/],
    ['not valid yet', () => signToken(key, { nbf: in5Minutes() }), /not valid yet/],
    ['of another issuer', () => signToken(key, { iss: 'https://evil.example/' }), /another issuer/],
    ['of an issuer that is nearly ours', () => signToken(key, { iss: ISSUER.slice(0, -1) }), /issuer/],
    ['for another audience', () => signToken(key, { aud: 'https://other.example' }), /another audience/],
    ['without an audience', () => signToken(key, { aud: undefined }), /audience/],
    ['without an expiry', () => signToken(key, { exp: undefined }), /no expiry/],
    ['without a subject', () => signToken(key, { sub: undefined }), /no subject/],
    ['with an empty subject', () => signToken(key, { sub: '' }), /no subject/],
    ['of another key under the same name', async () => signToken(await makeKey('first')), /signature/],
    ['of a key nobody knows', async () => signToken(await makeKey('unheard-of')), /No key/],
    ['tampered with', async () => tamper(await signToken(key)), /signature/],
    ['without a signature', async () => unsigned(), /signed in a way/],
    ['stripped of its signature', async () => `${(await signToken(key)).replace(/\.[^.]*$/, '')}.`, /./],
    ['signed with the public key as secret', () => confused(), /signed in a way/],
    ['that is none at all', async () => 'sk-123', /cannot be read/],
  ])('%s is bad, and it is said why', async (_, make, reason) => {
    const verify = verifierOf((await provider()).env);
    expect(await verify(await make())).toEqual({ bad: expect.stringMatching(reason) });
  });

  it('is forgiven seconds by which clocks differ, and no more', async () => {
    const verify = verifierOf((await provider()).env);
    const now = Math.floor(Date.now() / 1000);
    expect(await verify(await signToken(key, { exp: now - 1 }))).not.toHaveProperty('bad');
    expect(await verify(await signToken(key, { exp: now - 30 }))).toHaveProperty('bad');
  });

  it('is bad whatever is sent in its place', async () => {
    const verify = verifierOf((await provider()).env);
    const good = await signToken(key);
    expect(await verify(good)).not.toHaveProperty('bad');
    const part = fc.oneof(
      fc.constantFrom(...good.split('.'), ''),
      fc.base64String(),
      fc.json().map((text) => Buffer.from(text).toString('base64url')),
      fc.stringMatching(/^[!-~]{1,40}$/),
    );
    const tokens = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('.'));
    await fc.assert(
      fc.asyncProperty(
        tokens.filter((token) => token !== good),
        async (token) => {
          expect(await verify(token)).toHaveProperty('bad');
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('the keys of the provider', () => {
  it('are asked for once, and again when a token names a new one', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const house = await provider();
    const verify = verifierOf(house.env);
    for (let turn = 0; turn < 3; turn += 1) await verify(await signToken(key));
    expect(house.asked).toBe(1);
    house.keys = [key, nextKey];
    expect(await verify(await signToken(nextKey))).toHaveProperty('bad');
    vi.advanceTimersByTime(31_000);
    expect(await verify(await signToken(nextKey))).not.toHaveProperty('bad');
    expect(house.asked).toBe(2);
  });

  it('are not asked for with every token that makes a key up', async () => {
    const house = await provider();
    const verify = verifierOf(house.env);
    for (let turn = 0; turn < 5; turn += 1) {
      expect(await verify(await signToken({ ...key, kid: `made-up-${turn}` }))).toHaveProperty('bad');
    }
    expect(house.asked).toBe(1);
  });

  it('open nothing any more once they left the set and the cache is old', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const house = await provider();
    const verify = verifierOf(house.env);
    expect(await verify(await signToken(key))).not.toHaveProperty('bad');
    house.keys = [nextKey];
    vi.advanceTimersByTime(601_000);
    expect(await verify(await signToken(key))).toHaveProperty('bad');
  });

  it.each<[string, () => IdentityProvider['failure']]>([
    ['hanging', () => 'hang'],
    ['failing', () => ({ status: 500, body: '{}' })],
    ['elsewhere', () => ({ status: 302, body: '' })],
    ['talking nonsense', () => ({ status: 200, body: '<html>' })],
    ['answering with no key set', () => ({ status: 200, body: '{"keys":7}' })],
    ['offering a broken key', () => ({ status: 200, body: brokenSet() })],
  ])('cannot be had from one that is %s; it is left alone a while, and asked again then', async (_, fail) => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const house = await provider();
    const verify = verifierOf(house.env);
    const token = await signToken(key);
    house.failure = fail();
    await expect(verify(token)).rejects.toMatchObject({ code: 'key-set-unavailable' });
    house.failure = null;
    await expect(verify(token)).rejects.toMatchObject({ code: 'key-set-unavailable' });
    expect(house.asked).toBe(1);
    vi.advanceTimersByTime(6_000);
    expect(await verify(token)).not.toHaveProperty('bad');
  });

  it('cannot be had from one that is down, but those in memory still serve', async () => {
    const house = await provider();
    const [remembering, fresh] = [verifierOf(house.env), verifierOf(house.env)];
    const token = await signToken(key);
    await remembering(token);
    await house.stop();
    expect(await remembering(token)).not.toHaveProperty('bad');
    await expect(fresh(token)).rejects.toMatchObject({ code: 'key-set-unavailable' });
  });
});

describe('a deployment', () => {
  const good = { AUTH_JWKS_URL: 'https://login.example/jwks', AUTH_ISSUER: ISSUER, AUTH_AUDIENCE: AUDIENCE };

  it.each([
    ['no issuer', { AUTH_ISSUER: '' }],
    ['no audience', { AUTH_AUDIENCE: ' , ' }],
    ['no key set', { AUTH_JWKS_URL: '' }],
    ['no URL', { AUTH_JWKS_URL: 'login.example' }],
    ['a key set in the clear', { AUTH_JWKS_URL: 'http://login.example/jwks' }],
    ['a shared-secret algorithm', { AUTH_ALGORITHMS: 'RS256,HS256' }],
    ['no algorithm worth the name', { AUTH_ALGORITHMS: 'none' }],
  ])('with %s says what is wrong', (_, change) => {
    expect(identitySettings({ ...good, ...change })).toMatch(/^AUTH_/);
  });

  it('with none of it takes no tokens', () => {
    expect(identitySettings({})).toBeNull();
    expect(identitySettings(good)).toMatchObject({ algorithms: ['RS256', 'ES256', 'EdDSA'] });
  });

  it('that pins another algorithm takes no other', async () => {
    const verify = verifierOf({ ...(await provider()).env, AUTH_ALGORITHMS: 'RS256' });
    expect(await verify(await signToken(key))).toEqual({ bad: expect.stringMatching(/signed in a way/) });
  });
});

function tamper(token: string): string {
  const [header, payload = '', signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const changed = Buffer.from(JSON.stringify({ ...claims, scope: 'admin' })).toString('base64url');
  return [header, changed, signature].join('.');
}

function unsigned(): string {
  return new UnsecuredJWT({ scope: 'admin' })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject('user|1')
    .setExpirationTime('5m')
    .encode();
}

/** The classic: HS256 with the public key, which everybody knows, as its secret. */
async function confused(): Promise<string> {
  const publicKey = await importJWK(key.publicJwk, 'ES256', { extractable: true });
  if (publicKey instanceof Uint8Array) throw new Error('a public key is no secret');
  return new SignJWT({ iss: ISSUER, aud: AUDIENCE, sub: 'user|1', exp: in5Minutes(), scope: 'admin' })
    .setProtectedHeader({ alg: 'HS256', kid: key.kid })
    .sign(new TextEncoder().encode(await exportSPKI(publicKey)));
}

function brokenSet(): string {
  return JSON.stringify({ keys: [{ ...key.publicJwk, x: 'AAAA', y: 'AAAA' }] });
}
