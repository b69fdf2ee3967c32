import type { Context } from './context.ts';

/**
 * Milliseconds to wait before attempt `attempt` (the first repeat is 2). Exponential with full-range jitter
 * between half and the whole, so that a crowd does not come back in step; what the service asked for
 * (`Retry-After`) is the least.
 * Source: "Exponential Backoff And Jitter", AWS Architecture Blog; RFC 9110 section 10.2.3.
 */
export function retryDelay(attempt: number, retryAfterSeconds: number | null, context: Context): number {
  const { backoffBaseSeconds, backoffCapSeconds } = context.policy;
  const whole = Math.min(backoffCapSeconds, backoffBaseSeconds * 2 ** Math.max(0, attempt - 2));
  const jittered = whole * (0.5 + context.random() / 2);
  const asked = retryAfterSeconds === null ? 0 : retryAfterSeconds * (1 + context.random() * 0.1);
  return Math.ceil(Math.max(jittered, asked) * 1000);
}
