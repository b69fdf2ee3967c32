import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { type Database, findApiKey, type KnownApiKey } from '#adapters/postgres/index.ts';

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
const encoder = new TextEncoder();

/**
 * Only the hash of a key is stored: SHA-256, since keys are long and random. Every request is hashed, and for so few
 * bytes the platform's own digest costs more than it saves.
 */
export async function hashApiKey(key: string): Promise<string> {
  return bytesToHex(sha256(encoder.encode(key)));
}

/** The key's row, or null. While the database is down, keys that were good lately still are; others throw. */
export async function lookUpApiKey(db: Database, key: string, now: number): Promise<KnownApiKey | null> {
  const hash = await hashApiKey(key);
  const known = cache.get(hash);
  if (known && now - known.at < FRESH) return known.key;
  try {
    const found = await findApiKey(db, hash);
    remember(hash, { key: found, at: now });
    return found;
  } catch (error) {
    if (known?.key && now - known.at < STALE) return known.key;
    throw error;
  }
}

/** A key was revoked: this isolate knows it no more. Others ask again within `FRESH`. */
export function forgetApiKey(id: string): void {
  for (const [hash, { key }] of cache) if (key?.id === id) cache.delete(hash);
}

function remember(hash: string, entry: Cached): void {
  cache.delete(hash);
  cache.set(hash, entry);
  const [oldest] = cache.keys();
  if (cache.size > CACHE_SIZE && oldest !== undefined) cache.delete(oldest);
}
