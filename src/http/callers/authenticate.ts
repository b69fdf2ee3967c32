import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { KeySetUnavailable } from '#adapters/identity/index.ts';
import { log } from '#adapters/log.ts';
import { DatabaseError, findApiKey } from '#adapters/postgres/index.ts';
import type { AppEnv } from '../environment.ts';
import { problem } from '../problems/problem.ts';
import { projectIdOf } from '../project-id.ts';
import { askDatabase, waitFor } from '../waiting.ts';
import { isTrustedKey, isUseToBeNoted, lookUpApiKey, noteUse } from './api-key.ts';
import { type Caller, hasScope, type Scope } from './caller.ts';
import { overCallerLimits } from './limits.ts';
import { isShutOut, refuseStranger, shutOutProblem } from './strangers.ts';
import { openTicket } from './ticket.ts';
import { tokenCaller } from './token-caller.ts';

/**
 * Lets a request through that carries `Authorization: Bearer` with an API key (`omv_…`) or a token of the
 * deployment's identity provider, that has the scope, and whose caller does not ask too often. Live routes also take
 * a `?ticket=` for their project. Nothing is open by default.
 */
export function authenticate(scope: Scope, options: { tickets?: boolean } = {}) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const refused = await waitFor(c, 'auth', async () => {
      const ticket = options.tickets ? c.req.query('ticket') : undefined;
      const caller = ticket === undefined ? await bearerOf(c) : await ticketHolder(c, ticket);
      if (caller instanceof Response) return caller;
      c.set('caller', caller);
      const tooOften = await overCallerLimits(c, caller, scope);
      if (tooOften !== null) return tooOften;
      return hasScope(caller, scope) ? null : lacksScope(c, scope);
    });
    return refused ?? next();
  });
}

async function ticketHolder(c: Context<AppEnv>, ticket: string): Promise<Caller | Response> {
  const ownerId = await openTicket(c.env.TICKET_SECRET ?? '', ticket, projectIdOf(c), Date.now());
  if (ownerId !== null) return { ownerId, callerId: 'ticket', scopes: ['read'], kind: 'ticket' };
  return refuseStranger(c, 'The ticket is not valid for this project, or has expired.', 'invalid_token');
}

async function bearerOf(c: Context<AppEnv>): Promise<Caller | Response> {
  // The scheme is written in any case (RFC 9110, section 11.1).
  const credential = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  if (credential?.startsWith('omv_')) return keyHolder(c, credential);
  if (credential !== undefined) return tokenHolder(c, credential);
  return refuseStranger(c, 'Send your API key as "Authorization: Bearer omv_…".', null);
}

async function keyHolder(c: Context<AppEnv>, key: string): Promise<Caller | Response> {
  const now = Date.now();
  if (isShutOut(c, now) && !isTrustedKey(key, now)) return shutOutProblem(c);
  let known: Awaited<ReturnType<typeof lookUpApiKey>>;
  try {
    known = await lookUpApiKey(key, now, (hash) => askDatabase(c, (database) => findApiKey(database, hash)));
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    return problem(c, 'database-unavailable', 'Your key cannot be checked now. Try again soon.', {
      headers: { 'retry-after': '5' },
    });
  }
  if (!known || known.revokedAt !== null)
    return refuseStranger(c, 'This API key is unknown or was revoked.', 'invalid_token');
  if (isUseToBeNoted(known.id, now)) {
    // The request does not wait for it, so that it is none of its timings.
    c.executionCtx.waitUntil(noteUse(c.get('services').database, known.id, now));
  }
  return { ownerId: known.ownerId, callerId: known.id, scopes: known.scopes, kind: 'key' };
}

async function tokenHolder(c: Context<AppEnv>, token: string): Promise<Caller | Response> {
  const verify = c.get('services').tokens;
  if (verify === null)
    return refuseStranger(c, 'Send your API key as "Authorization: Bearer omv_…".', 'invalid_token');
  try {
    const answer = await verify(token);
    if ('bad' in answer) return await refuseStranger(c, answer.bad, 'invalid_token');
    return await tokenCaller(answer);
  } catch (error) {
    if (!(error instanceof KeySetUnavailable)) throw error;
    log('auth.key-set-unavailable', { requestId: c.get('requestId'), error });
    return problem(c, 'auth-unavailable', 'Your token cannot be checked now. Try again soon.', {
      headers: { 'retry-after': '5' },
    });
  }
}

function lacksScope(c: Context<AppEnv>, scope: Scope): Response {
  return problem(c, 'forbidden', `This needs a key or token with the scope "${scope}".`, {
    headers: { 'www-authenticate': `Bearer realm="omvee", error="insufficient_scope", scope="${scope}"` },
  });
}
