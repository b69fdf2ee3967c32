import { describe, expect, it } from 'vitest';
import { issueTicket, openTicket, TICKET_SECONDS } from './ticket.ts';

const SECRET = 'a secret of this deployment';
const NOW = 1_800_000_000_000;

describe('a ticket', () => {
  it('lets its owner in, for its project and for a minute', async () => {
    const ticket = await issueTicket(SECRET, 'project', 'owner', NOW);
    expect(await openTicket(SECRET, ticket, 'project', NOW + 1)).toBe('owner');
    expect(await openTicket(SECRET, ticket, 'other', NOW + 1)).toBeNull();
    expect(await openTicket(SECRET, ticket, 'project', NOW + TICKET_SECONDS * 1000)).toBeNull();
  });

  it('opens nothing where it was changed or signed by somebody else', async () => {
    const ticket = await issueTicket(SECRET, 'project', 'owner', NOW);
    const [claims = '', signature = ''] = ticket.split('.');
    const forged = await issueTicket('another secret', 'project', 'owner', NOW);
    for (const bad of [forged, `${claims}x.${signature}`, claims, `.${signature}`, '', '%', 'a.a']) {
      expect(await openTicket(SECRET, bad, 'project', NOW)).toBeNull();
    }
    expect(await openTicket('', ticket, 'project', NOW)).toBeNull();
  });
});
