import { setTimeout as sleep } from 'node:timers/promises';

/** Asking costs the machine time that what is waited for could use. */
const EVERY_MS = 250;

/**
 * Asks again and again until there is an answer, and gives it.
 *
 * @param look answers null or undefined as long as it is not so
 * @throws Error that says what was waited for, and what was seen last where `seen` tells
 */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | null | undefined> | T | null | undefined,
  options: { patienceSeconds?: number; everyMs?: number; seen?: () => string | Promise<string> } = {},
): Promise<T> {
  const { patienceSeconds = 90, everyMs = EVERY_MS, seen } = options;
  const deadline = Date.now() + patienceSeconds * 1000;
  do {
    const found = await look();
    if (found !== null && found !== undefined) return found;
    await sleep(everyMs);
  } while (Date.now() < deadline);
  const last = seen === undefined ? '' : `; at last: ${await seen()}`;
  throw new Error(`Not within ${patienceSeconds} s: ${what}${last}`);
}
