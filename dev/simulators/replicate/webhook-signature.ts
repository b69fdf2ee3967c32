import { createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { uniqueName } from '../random.ts';
import type { Store } from '../store.ts';

/** The account's webhook secret (`whsec_…`), made once and kept: receivers cache it. */
export function webhookSecret(store: Store): string {
  const known = store.setting('webhook-secret', z.string());
  if (known !== undefined) return known;
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  store.setSetting('webhook-secret', secret);
  return secret;
}

/** `msg_` and 27 letters or digits, shaped like the KSUID that the real sender uses. */
export function newMessageId(): string {
  return `msg_2${uniqueName(26, 'mixed')}`;
}

/** The three headers of Standard Webhooks 1.0.0 over the exact bytes of the body. */
export function signHeaders(
  secret: string,
  messageId: string,
  body: string,
  nowMs: number,
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const timestamp = String(Math.floor(nowMs / 1000));
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const signature = createHmac('sha256', key).update(`${messageId}.${timestamp}.${body}`).digest('base64');
  return {
    'webhook-id': messageId,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}
