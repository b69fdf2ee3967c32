import { setTimeout as sleep } from 'node:timers/promises';

const EVERY_MS = 100;

/**
 * Asks again and again until there is an answer, and gives it.
 *
 * @param look answers null or undefined as long as it is not so
 * @throws Error that says what was waited for, and what was seen last where `seen` tells
 */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | null | undefined> | T | null | undefined,
  options: { patienceSeconds?: number; seen?: () => string | Promise<string> } = {},
): Promise<T> {
  const { patienceSeconds = 45, seen } = options;
  const deadline = Date.now() + patienceSeconds * 1000;
  do {
    const found = await look();
    if (found !== null && found !== undefined) return found;
    await sleep(EVERY_MS);
  } while (Date.now() < deadline);
  const last = seen === undefined ? '' : `; at last: ${await seen()}`;
  throw new Error(`Not within ${patienceSeconds} s: ${what}${last}`);
}
