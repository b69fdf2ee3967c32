import { Webhook } from 'standardwebhooks';

/** How far the sender's clock may be from ours, both ways; the figure of the reference libraries. */
const TOLERANCE_SECONDS = 5 * 60;

export type WebhookVerdict =
  | { ok: true; webhookId: string }
  | { ok: false; reason: 'missing-headers' | 'bad-signature' | 'stale-timestamp' };

/**
 * Checks a delivery by the Standard Webhooks specification 1.0.0 (symmetric, `v1`): Replicate's, the media
 * service's, or our own. Several signatures in one header are a key rotation; one good one is enough. Works on
 * the raw body, because a sender's order of keys does not survive parsing. Never throws: a broken secret or
 * header is a bad signature.
 *
 * `webhookId` is the same for every repeat of one delivery: the key to drop repeats by.
 */
export function verifyWebhook(input: {
  /** `whsec_` and base64. */
  secret: string;
  headers: Headers;
  rawBody: string;
  nowMs?: number;
}): WebhookVerdict {
  const webhookId = input.headers.get('webhook-id');
  const timestamp = input.headers.get('webhook-timestamp');
  const signatures = input.headers.get('webhook-signature');
  if (!webhookId || !timestamp || !signatures) return { ok: false, reason: 'missing-headers' };
  // Canonical digits only: what is compared with the clock is then exactly what was signed.
  if (!/^(0|[1-9]\d{0,11})$/.test(timestamp)) return { ok: false, reason: 'bad-signature' };

  const seconds = Number(timestamp);
  const expected = sign(input.secret, webhookId, seconds, input.rawBody);
  const matches = signatures.split(' ').some((signature) => expected !== null && equal(signature, expected));
  if (!matches) return { ok: false, reason: 'bad-signature' };

  const distance = Math.abs((input.nowMs ?? Date.now()) / 1000 - seconds);
  return distance > TOLERANCE_SECONDS ? { ok: false, reason: 'stale-timestamp' } : { ok: true, webhookId };
}

/** `v1,<base64>`, or null where the secret is none. The package's `verify` takes no clock, its `sign` does. */
function sign(secret: string, webhookId: string, seconds: number, rawBody: string): string | null {
  try {
    return new Webhook(secret).sign(webhookId, new Date(seconds * 1000), rawBody);
  } catch {
    return null;
  }
}

/** Compares without telling by its duration where two texts differ. */
function equal(given: string, expected: string): boolean {
  let difference = given.length ^ expected.length;
  for (let index = 0; index < expected.length; index += 1) {
    difference |= given.charCodeAt(index) ^ expected.charCodeAt(index);
  }
  return difference === 0;
}
