import { encodeHex } from '../callers/hex.ts';

/**
 * The id of the project, or of `what` else, that an `Idempotency-Key` of an owner creates: always the same one, so
 * that a repeated request meets the same object. In the shape of a UUIDv7 (RFC 9562), with a hash in the place of time and chance.
 */
export async function idFromKey(ownerId: string, key: string, what = 'project'): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify([what, ownerId, key]));
  const hex = encodeHex(await crypto.subtle.digest('SHA-256', text));
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `7${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
