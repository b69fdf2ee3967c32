import { createMiddleware } from 'hono/factory';
import { DatabaseError } from '#adapters/postgres/index.ts';
import type { AppEnv } from '../environment.ts';
import { problem } from '../problems/problem.ts';
import { lookUpApiKey } from './api-key.ts';
import { hasScope, type Scope } from './caller.ts';
import { openTicket } from './ticket.ts';

/**
 * Lets a request through that carries `Authorization: Bearer omv_…` with the scope. Live routes also take a
 * `?ticket=` for their project. Nothing is open by default.
 */
export function authenticate(scope: Scope, options: { tickets?: boolean } = {}) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const ticket = options.tickets ? c.req.query('ticket') : undefined;
    if (ticket !== undefined) {
      const ownerId = await openTicket(
        c.env.TICKET_SECRET ?? '',
        ticket,
        c.req.param('projectId') ?? '',
        Date.now(),
      );
      if (ownerId === null)
        return problem(c, 'unauthenticated', 'The ticket is not valid for this project, or has expired.');
      c.set('caller', { ownerId, callerId: 'ticket', scopes: ['read'] });
      return next();
    }
    const key = /^Bearer (omv_\S+)$/.exec(c.req.header('authorization') ?? '')?.[1];
    const challenge = { headers: { 'www-authenticate': 'Bearer realm="omvee"' } };
    if (!key)
      return problem(c, 'unauthenticated', 'Send your API key as "Authorization: Bearer omv_…".', challenge);
    let known: Awaited<ReturnType<typeof lookUpApiKey>>;
    try {
      known = await lookUpApiKey(c.get('services').database, key, Date.now());
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
      return problem(c, 'database-unavailable', 'Your key cannot be checked now. Try again soon.', {
        headers: { 'retry-after': '5' },
      });
    }
    if (!known || known.revokedAt !== null) {
      return problem(c, 'unauthenticated', 'This API key is unknown or was revoked.', challenge);
    }
    const caller = { ownerId: known.ownerId, callerId: known.id, scopes: known.scopes };
    if (!hasScope(caller, scope))
      return problem(c, 'forbidden', `This needs a key with the scope "${scope}".`);
    c.set('caller', caller);
    return next();
  });
}
