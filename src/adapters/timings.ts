import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * What a request waited for: milliseconds by name, the sum of all waits of that name. They may overlap: checking a key
 * is `auth`, and the question to the database inside it is `database`.
 */
export type Timings = Map<string, number>;

/** What is measured. Names are shown to callers in `Server-Timing`. */
export type TimingName = 'auth' | 'database' | 'object';

const current = new AsyncLocalStorage<Timings>();

/** Runs a request; whatever it awaits inside `timed` is added to `timings`. */
export function collectTimings<T>(timings: Timings, run: () => Promise<T>): Promise<T> {
  return current.run(timings, run);
}

/**
 * Awaits a call and adds how long it took to the request that waits; outside of one it only awaits. On Workers
 * clocks stand still while code runs, so that this is the time spent waiting.
 */
export async function timed<T>(name: TimingName, call: () => Promise<T>): Promise<T> {
  const timings = current.getStore();
  if (timings === undefined) return call();
  const started = performance.now();
  try {
    return await call();
  } finally {
    timings.set(name, (timings.get(name) ?? 0) + performance.now() - started);
  }
}
