import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { log } from '#adapters/log.ts';
import { type Database, type KnownApiKey, touchApiKey } from '#adapters/postgres/index.ts';

/** A key that was found is trusted this long without asking again, in milliseconds. */
const FRESH = 5_000;
/** While the database is down, a key that was good this long ago still is. */
const STALE = 10 * 60_000;
const CACHE_SIZE = 1000;

interface Cached {
  readonly key: KnownApiKey | null;
  readonly at: number;
}

const cache = new Map<string, Cached>();
/** Hashes of keys that were good, in memory alone: hashing took a sixth of a read. */
const hashes = new Map<string, string>();
const encoder = new TextEncoder();

/**
 * Only the hash of a key is stored: SHA-256, since keys are long and random. For so few bytes the platform's own
 * digest costs more than it saves.
 */
export function hashApiKey(key: string): string {
  return hashes.get(key) ?? bytesToHex(sha256(encoder.encode(key)));
}

/**
 * The key's row, or null. While the database is down, keys that were good lately still are; others throw.
 *
 * @param find asks the database for the key with that hash
 */
export async function lookUpApiKey(
  key: string,
  now: number,
  find: (hash: string) => Promise<KnownApiKey | null>,
): Promise<KnownApiKey | null> {
  const hash = hashApiKey(key);
  const known = cache.get(hash);
  if (known && now - known.at < FRESH) return known.key;
  try {
    const found = await find(hash);
    remember(cache, hash, { key: found, at: now });
    if (found) remember(hashes, key, hash);
    return found;
  } catch (error) {
    if (known?.key && now - known.at < STALE) return known.key;
    throw error;
  }
}

/** A use is noted this often, in milliseconds: a busy key is not a busy row. */
const NOTE_EVERY = 60_000;
const noted = new Map<string, number>();

/** Whether the last use of the key that was noted is long enough ago. */
export function isUseToBeNoted(id: string, now: number): boolean {
  return now - (noted.get(id) ?? 0) >= NOTE_EVERY;
}

/** Notes in the background that a key was used. What cannot be noted is of no consequence but for a list. */
export async function noteUse(db: Database, id: string, now: number): Promise<void> {
  remember(noted, id, now);
  try {
    await touchApiKey(db, { id, at: now });
  } catch (error) {
    log('keys.use-not-noted', { keyId: id, error });
  }
}

/** Whether this isolate has seen the key work lately, and need not ask to tell it from a guess. */
export function isTrustedKey(key: string, now: number): boolean {
  const known = cache.get(hashApiKey(key));
  return known?.key != null && known.key.revokedAt === null && now - known.at < STALE;
}

/** A key was revoked: this isolate knows it no more. Others ask again within `FRESH`. */
export function forgetApiKey(id: string): void {
  for (const [hash, { key }] of cache) if (key?.id === id) cache.delete(hash);
}

function remember<V>(where: Map<string, V>, name: string, value: V): void {
  where.delete(name);
  where.set(name, value);
  const [oldest] = where.keys();
  if (where.size > CACHE_SIZE && oldest !== undefined) where.delete(oldest);
}
