import { decodeBase64Url, encodeBase64Url } from 'hono/utils/encode';
import { z } from 'zod';

/** A ticket lives this long: enough to open a connection with it. In seconds. */
export const TICKET_SECONDS = 60;

const Ticket = z.object({ p: z.string(), o: z.string(), e: z.number() });
const ALGORITHM = { name: 'HMAC', hash: 'SHA-256' } as const;

/** A short-lived pass to one project's live updates, for browsers, which cannot send headers there. */
export async function issueTicket(
  secret: string,
  projectId: string,
  ownerId: string,
  now: number,
): Promise<string> {
  const claims = encodeBase64Url(
    new TextEncoder().encode(JSON.stringify({ p: projectId, o: ownerId, e: now + TICKET_SECONDS * 1000 }))
      .buffer,
  );
  const signature = await crypto.subtle.sign(
    ALGORITHM.name,
    await keyOf(secret),
    new TextEncoder().encode(claims),
  );
  return `${claims}.${encodeBase64Url(signature)}`;
}

/** The owner that the ticket was issued to, or null for one that is forged, expired or of another project. */
export async function openTicket(
  secret: string,
  ticket: string,
  projectId: string,
  now: number,
): Promise<string | null> {
  if (secret === '') return null;
  const [claims = '', signature = ''] = ticket.split('.');
  const bytes = decode(signature);
  if (!bytes) return null;
  const data = new TextEncoder().encode(claims);
  if (!(await crypto.subtle.verify(ALGORITHM.name, await keyOf(secret), bytes, data))) return null;
  const text = decode(claims);
  if (!text) return null;
  const { p, o, e } = Ticket.parse(JSON.parse(new TextDecoder().decode(text)));
  return p === projectId && now < e ? o : null;
}

function keyOf(secret: string): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', new TextEncoder().encode(secret), ALGORITHM, false, [
    'sign',
    'verify',
  ]);
}

/** The bytes of a part of a ticket; null for what is no base64 at all. */
function decode(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(decodeBase64Url(text));
  } catch {
    // Anybody may send anything as a ticket; what cannot be read opens nothing.
    return null;
  }
}
