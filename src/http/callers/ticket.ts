import { z } from 'zod';
import { openClaims, signClaims } from './signed-claims.ts';

/** A ticket lives this long: enough to open a connection with it. In seconds. */
export const TICKET_SECONDS = 60;

const PURPOSE = 'ticket';
const Ticket = z.object({ p: z.string(), o: z.string(), e: z.number() });

/** A short-lived pass to one project's live updates, for browsers, which cannot send headers there. */
export function issueTicket(
  secret: string,
  projectId: string,
  ownerId: string,
  now: number,
): Promise<string> {
  return signClaims(secret, PURPOSE, { p: projectId, o: ownerId, e: now + TICKET_SECONDS * 1000 });
}

/** The owner that the ticket was issued to, or null for one that is forged, expired or of another project. */
export async function openTicket(
  secret: string,
  ticket: string,
  projectId: string,
  now: number,
): Promise<string | null> {
  const claims = await openClaims(secret, PURPOSE, ticket);
  if (claims === null) return null;
  const { p, o, e } = Ticket.parse(claims);
  return p === projectId && now < e ? o : null;
}
