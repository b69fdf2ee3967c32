import type { Services } from '#adapters/services.ts';
import type { Env } from '#project/environment.ts';
import type { Caller } from './callers/caller.ts';
import type { Timings } from './waiting.ts';

/** Hono's environment: bindings, and what the middleware found out about the request. */
export interface AppEnv {
  Bindings: Env;
  Variables: {
    requestId: string;
    services: Services;
    /** What the request has waited for so far. */
    timings: Timings;
    caller: Caller;
    /** Whether the route takes an `Idempotency-Key`. */
    honorsIdempotencyKey: boolean;
  };
}
