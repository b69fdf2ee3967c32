/** How often one may ask. Source: https://developers.cloudflare.com/workers/runtime-apis/bindings/rate-limit/ */

import type { Context } from 'hono';
import { log } from '#adapters/log.ts';
import type { AppEnv } from '../environment.ts';
import { problem } from '../problems/problem.ts';
import type { Caller, Scope } from './caller.ts';

/** As in `wrangler.toml`: the binding does not say when its window ends, so that callers wait a whole one. */
export const LIMIT_PERIOD_SECONDS = 60;

type LimitName = 'REQUESTS_LIMIT' | 'SPENDING_LIMIT' | 'STRANGERS_LIMIT';

/**
 * Counts a request. True where it is one too many. Limits are counted per Cloudflare location and a little behind:
 * they keep the house standing, they are no ledger.
 */
export async function isOverLimit(env: AppEnv['Bindings'], name: LimitName, key: string): Promise<boolean> {
  const limit = env[name];
  if (limit === undefined || env.RATE_LIMITS === 'off') return false;
  try {
    return !(await limit.limit({ key })).success;
  } catch (error) {
    // Better an answer too many than none at all.
    log('http.limit-failed', { limit: name, error });
    return false;
  }
}

/** The problem for a caller who asks too often; null for all others. */
export async function overCallerLimits(
  c: Context<AppEnv>,
  caller: Caller,
  scope: Scope,
): Promise<Response | null> {
  const key = `${caller.kind}:${caller.kind === 'ticket' ? caller.ownerId : caller.callerId}`;
  const asks = isOverLimit(c.env, 'REQUESTS_LIMIT', key);
  if (scope === 'spend' && (await isOverLimit(c.env, 'SPENDING_LIMIT', key)))
    return rateLimited(c, 'You start paid work faster than is allowed.');
  return (await asks) ? rateLimited(c, 'You ask more often than is allowed.') : null;
}

export function rateLimited(c: Context<AppEnv>, why: string): Response {
  return problem(c, 'rate-limited', `${why} Go on in ${LIMIT_PERIOD_SECONDS} seconds.`, {
    headers: { 'retry-after': String(LIMIT_PERIOD_SECONDS) },
  });
}
