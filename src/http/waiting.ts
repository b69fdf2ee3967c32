/** What a request waited for. Handed along in its context: an `AsyncLocalStorage` made every promise of a request dearer. */

import type { Context } from 'hono';
import type { Database } from '#adapters/postgres/index.ts';
import type { AppEnv } from './environment.ts';

/** What is measured. Names are shown to callers in `Server-Timing`. */
export type TimingName = 'auth' | 'database' | 'object' | 'total';

/**
 * Milliseconds by name, the sum of all waits of that name. They may overlap: checking a key is `auth`, and the question
 * to the database inside it is `database`.
 */
export type Timings = Map<TimingName, number>;

/**
 * Awaits a call and adds how long it took to the request that waits. On Workers clocks stand still while code runs, so
 * that this is the time spent waiting.
 */
export async function waitFor<T>(c: Context<AppEnv>, name: TimingName, call: () => Promise<T>): Promise<T> {
  const timings = c.get('timings');
  const started = performance.now();
  try {
    return await call();
  } finally {
    timings.set(name, (timings.get(name) ?? 0) + performance.now() - started);
  }
}

/** Asks the database. */
export function askDatabase<T>(c: Context<AppEnv>, ask: (database: Database) => Promise<T>): Promise<T> {
  // Where the deployment has none, reading it throws, which is to be a rejection like any other.
  return waitFor(c, 'database', async () => ask(c.get('services').database));
}
