import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { verifyWebhook } from './verify.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const NOW = 1_749_452_742;
const ID = 'msg_2yGEvjbj5JfrCSTduf2IL4TZgFz';
// As Replicate sends it: keys in alphabetical order, which parsing and printing again would not promise to keep.
const BODY =
  '{"completed_at":"2025-06-09T07:05:41.882143865Z","id":"ype2b3w02xrme0cqadzrms82nm","status":"succeeded"}';

function sign(body = BODY, timestamp: number | string = NOW, secret = SECRET, id = ID): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}

function verify(
  change: Partial<Record<string, string | null>> = {},
  rawBody = BODY,
  secret = SECRET,
  nowMs = NOW * 1000,
) {
  const headers = new Headers();
  const given = {
    'webhook-id': ID,
    'webhook-timestamp': String(NOW),
    'webhook-signature': sign(),
    ...change,
  };
  for (const [name, value] of Object.entries(given)) if (typeof value === 'string') headers.set(name, value);
  return verifyWebhook({ secret, headers, rawBody, nowMs });
}

describe('a delivery', () => {
  test('of the specification’s own example is accepted', () => {
    // Standard Webhooks 1.0.0, "Signature scheme", the worked example.
    const headers = new Headers({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
    const verdict = verifyWebhook({
      secret: SECRET,
      headers,
      rawBody: '{"test": 2432232314}',
      nowMs: 1_614_265_330_000,
    });
    expect(verdict).toEqual({ ok: true, webhookId: 'msg_p5jXN8AQM9LWM0D4loKWxJek' });
  });

  test('with a good signature is accepted, also among others', () => {
    expect(verify()).toEqual({ ok: true, webhookId: ID });
    expect(verify({ 'webhook-signature': `v1,AAAA v1a,${sign().slice(3)} ${sign()}` })).toEqual({
      ok: true,
      webhookId: ID,
    });
  });

  test.each([
    ['no id', { 'webhook-id': null }, 'missing-headers'],
    ['no timestamp', { 'webhook-timestamp': null }, 'missing-headers'],
    ['no signature', { 'webhook-signature': null }, 'missing-headers'],
    ['an empty signature', { 'webhook-signature': '' }, 'missing-headers'],
    ['another id', { 'webhook-id': 'msg_other' }, 'bad-signature'],
    ['another timestamp', { 'webhook-timestamp': String(NOW + 1) }, 'bad-signature'],
    ['a timestamp that is none', { 'webhook-timestamp': 'now' }, 'bad-signature'],
    ['a timestamp with a tail', { 'webhook-timestamp': `${NOW}abc` }, 'bad-signature'],
    [
      'a signature of unknown version',
      { 'webhook-signature': sign().replace('v1,', 'v9,') },
      'bad-signature',
    ],
    ['the asymmetric version', { 'webhook-signature': sign().replace('v1,', 'v1a,') }, 'bad-signature'],
    ['half a signature', { 'webhook-signature': sign().slice(0, 20) }, 'bad-signature'],
    ['a signature with a tail', { 'webhook-signature': `${sign()}A` }, 'bad-signature'],
    [
      'another key',
      { 'webhook-signature': sign(BODY, NOW, 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA') },
      'bad-signature',
    ],
  ])('with %s is refused', (_name, change, reason) => {
    expect(verify(change)).toEqual({ ok: false, reason });
  });

  test('whose body changed by a blank is refused', () => {
    expect(verify({}, `${BODY} `)).toEqual({ ok: false, reason: 'bad-signature' });
  });

  test.each([
    [300, true],
    [301, false],
    [-300, true],
    [-301, false],
  ])('signed %i seconds before now is accepted: %s', (age, ok) => {
    const verdict = verify({}, BODY, SECRET, (NOW + age) * 1000);
    expect(verdict).toEqual(ok ? { ok: true, webhookId: ID } : { ok: false, reason: 'stale-timestamp' });
  });

  test.each(['', 'whsec_', 'whsec_%%%', 'nonsense'])(
    'is refused, not thrown, where the secret is %j',
    (secret) => {
      expect(verify({}, BODY, secret)).toEqual({ ok: false, reason: 'bad-signature' });
    },
  );

  test('of any rubbish is refused and never throws', () => {
    // What a Headers object can hold: visible ASCII and blanks.
    const value = fc.stringMatching(/^[\x20-\x7e]{0,60}$/);
    fc.assert(
      fc.property(value, value, value, fc.string(), (id, timestamp, signature, body) => {
        const change = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
        expect(verify(change, body).ok).toBe(false);
      }),
    );
  });
});
