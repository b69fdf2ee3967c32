import { and, desc, eq, isNull, lt, or, sql } from 'drizzle-orm';
import type { Database } from './connect.ts';
import { asking } from './database-error.ts';
import { apiKeys } from './schema/index.ts';

/** A key as its owner sees it. Times in milliseconds since the epoch. */
export interface ApiKey {
  readonly id: string;
  readonly ownerId: string;
  readonly name: string;
  readonly scopes: string[];
  /** First characters of the key, to recognise it by. */
  readonly prefix: string;
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
  readonly revokedAt: number | null;
}

/** What a request with a key needs to know. */
export type KnownApiKey = Pick<ApiKey, 'id' | 'ownerId' | 'name' | 'scopes' | 'revokedAt'>;

/** A use is noted at most once a minute, so that a busy key is not a busy row. */
const LAST_USED_STEP_MILLISECONDS = 60_000;

/** The key with this hash, also when it was revoked; null where there is none. */
export async function findApiKey(db: Database, hash: string): Promise<KnownApiKey | null> {
  const rows = await asking('api_keys', () =>
    db
      .select({
        id: apiKeys.id,
        ownerId: apiKeys.ownerId,
        name: apiKeys.name,
        scopes: apiKeys.scopes,
        revokedAt: apiKeys.revokedAt,
      })
      .from(apiKeys)
      .where(eq(apiKeys.hash, hash)),
  );
  return rows[0] ?? null;
}

/** Throws a DatabaseError with code 23505 where the id or the hash exists already. */
export async function insertApiKey(
  db: Database,
  key: Pick<ApiKey, 'id' | 'ownerId' | 'name' | 'scopes' | 'prefix' | 'createdAt'> & {
    readonly hash: string;
  },
): Promise<void> {
  await asking('api_keys', () => db.insert(apiKeys).values(key));
}

/** Notes that a key was used at `at`. */
export async function touchApiKey(db: Database, input: { id: string; at: number }): Promise<void> {
  const { id, at } = input;
  await asking('api_keys', () =>
    db
      .update(apiKeys)
      .set({ lastUsedAt: at })
      .where(
        and(
          eq(apiKeys.id, id),
          or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, at - LAST_USED_STEP_MILLISECONDS)),
        ),
      ),
  );
}

/** Keys of one owner, revoked ones included, newest first; all of them, or the first `limit` behind `after`. */
export async function listApiKeys(
  db: Database,
  ownerId: string,
  page: { limit?: number; after?: Pick<ApiKey, 'createdAt' | 'id'> | null } = {},
): Promise<ApiKey[]> {
  const { limit, after } = page;
  // A row comparison, not `or`: only that one is read from the index in one range.
  const behind =
    after == null
      ? undefined
      : sql`(${apiKeys.createdAt}, ${apiKeys.id}) < (${sql.param(after.createdAt, apiKeys.createdAt)}, ${after.id})`;
  return asking('api_keys', () => {
    const query = db
      .select({
        id: apiKeys.id,
        ownerId: apiKeys.ownerId,
        name: apiKeys.name,
        scopes: apiKeys.scopes,
        prefix: apiKeys.prefix,
        createdAt: apiKeys.createdAt,
        lastUsedAt: apiKeys.lastUsedAt,
        revokedAt: apiKeys.revokedAt,
      })
      .from(apiKeys)
      .where(and(eq(apiKeys.ownerId, ownerId), behind))
      .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id));
    return limit === undefined ? query : query.limit(limit);
  });
}

/** False where the owner has no such key. A key that is revoked already keeps its first date. */
export async function revokeApiKey(
  db: Database,
  input: { id: string; ownerId: string; at: number },
): Promise<boolean> {
  const { id, ownerId, at } = input;
  const ofOwner = and(eq(apiKeys.id, id), eq(apiKeys.ownerId, ownerId));
  const [, rows] = await asking('api_keys', () =>
    db.batch([
      db
        .update(apiKeys)
        .set({ revokedAt: at })
        .where(and(ofOwner, isNull(apiKeys.revokedAt))),
      db.select({ id: apiKeys.id }).from(apiKeys).where(ofOwner),
    ]),
  );
  return rows.length > 0;
}
