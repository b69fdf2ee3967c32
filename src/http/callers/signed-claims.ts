/** Claims that only this deployment can have written: JSON and its HMAC-SHA-256, each in base64url. */
import { decodeBase64Url, encodeBase64Url } from 'hono/utils/encode';

const ALGORITHM = { name: 'HMAC', hash: 'SHA-256' } as const;

/** @param purpose what the claims are good for; signed with them, so that they are good for nothing else */
export async function signClaims(secret: string, purpose: string, claims: unknown): Promise<string> {
  const text = encode(new TextEncoder().encode(JSON.stringify(claims)).buffer);
  const signature = await crypto.subtle.sign(ALGORITHM.name, await keyOf(secret), signed(purpose, text));
  return `${text}.${encode(signature)}`;
}

/** The claims, parsed; null for what is forged, changed or of another purpose. */
export async function openClaims(secret: string, purpose: string, token: string): Promise<unknown> {
  if (secret === '') return null;
  const [text = '', signature = ''] = token.split('.');
  const bytes = decode(signature);
  if (!bytes) return null;
  if (!(await crypto.subtle.verify(ALGORITHM.name, await keyOf(secret), bytes, signed(purpose, text))))
    return null;
  const claims = decode(text);
  return claims && JSON.parse(new TextDecoder().decode(claims));
}

function signed(purpose: string, text: string) {
  return new TextEncoder().encode(`${purpose}:${text}`);
}

/** Without padding, which some clients escape in an address. */
function encode(bytes: ArrayBufferLike): string {
  return encodeBase64Url(bytes).replaceAll('=', '');
}

function keyOf(secret: string): Promise<CryptoKey> {
  const bytes = new TextEncoder().encode(secret);
  return crypto.subtle.importKey('raw', bytes, ALGORITHM, false, ['sign', 'verify']);
}

/** The bytes of a part of a token; null for what is no base64 at all. */
function decode(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(decodeBase64Url(text));
  } catch {
    // Anybody may send anything as a token; what cannot be read opens nothing.
    return null;
  }
}
