import type { Context } from 'hono';
import type { AppEnv } from '../environment.ts';
import { problem } from '../problems/problem.ts';
import { isOverLimit, LIMIT_PERIOD_SECONDS, rateLimited } from './limits.ts';
import { networkOf } from './network.ts';

const REMEMBERED = 1000;

/** Networks that failed too often, until when. Per isolate: the binding counts, this only remembers its verdict. */
const shutOut = new Map<string, number>();

/** Whether the request comes from a network that has failed too often to be worth a look into the database. */
export function isShutOut(c: Context<AppEnv>, now: number): boolean {
  return c.env.RATE_LIMITS !== 'off' && (shutOut.get(networkOfRequest(c)) ?? 0) > now;
}

export function shutOutProblem(c: Context<AppEnv>): Response {
  return rateLimited(c, 'Too many attempts without a valid key came from your network.');
}

/**
 * Answers a request of nobody known: 401 with the challenge of RFC 6750, and 429 once its network has failed too
 * often.
 *
 * @param error what RFC 6750 calls the failure; null where no credential was sent
 */
export async function refuseStranger(
  c: Context<AppEnv>,
  detail: string,
  error: 'invalid_token' | null,
): Promise<Response> {
  const network = networkOfRequest(c);
  if (await isOverLimit(c.env, 'STRANGERS_LIMIT', network)) {
    shutOut.delete(network);
    shutOut.set(network, Date.now() + LIMIT_PERIOD_SECONDS * 1000);
    const [oldest] = shutOut.keys();
    if (shutOut.size > REMEMBERED && oldest !== undefined) shutOut.delete(oldest);
    return shutOutProblem(c);
  }
  const challenge = error === null ? '' : `, error="${error}"`;
  return problem(c, 'unauthenticated', detail, {
    headers: { 'www-authenticate': `Bearer realm="omvee"${challenge}` },
  });
}

function networkOfRequest(c: Context<AppEnv>): string {
  return networkOf(c.req.header('cf-connecting-ip') ?? '');
}
