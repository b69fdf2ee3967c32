import type { RouteHandler } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { encodeBase64Url } from 'hono/utils/encode';
import { v7 as uuidv7 } from 'uuid';
import {
  type ApiKey,
  findApiKey,
  formatCursor,
  insertApiKey,
  listApiKeys,
  parseCursor,
  pgCode,
  revokeApiKey,
} from '#adapters/postgres/index.ts';
import { isoTime } from '#domain/views/iso-time.ts';
import { refuseRequest } from '../asking.ts';
import { forgetApiKey, hashApiKey } from '../callers/api-key.ts';
import { isScope } from '../callers/caller.ts';
import type { AppEnv } from '../environment.ts';
import { refuseCursor } from '../paging.ts';
import { askDatabase } from '../waiting.ts';
import type { createKey, KeyView, listKeys, revokeKey } from './keys.routes.ts';

/** Random bytes of a key: as hard to guess as its hash. */
const KEY_BYTES = 32;
const PREFIX_LENGTH = 12;
/** Postgres: the hash is taken, so that this key was made before. */
const UNIQUE_VIOLATION = '23505';

export const handleCreateKey: RouteHandler<typeof createKey, AppEnv> = async (c) => {
  const { name, scopes } = c.req.valid('json');
  const idempotencyKey = c.req.header('idempotency-key');
  const key = `omv_${encodeBase64Url(await keyBytes(c, idempotencyKey))}`;
  const row = {
    id: uuidv7(),
    ownerId: c.get('caller').ownerId,
    name,
    scopes: [...new Set(scopes)],
    prefix: key.slice(0, PREFIX_LENGTH),
    createdAt: Date.now(),
  };
  const hash = hashApiKey(key);
  let made: Pick<ApiKey, keyof typeof row> = row;
  try {
    await askDatabase(c, (database) => insertApiKey(database, { ...row, hash }));
  } catch (error) {
    if (idempotencyKey === undefined || pgCode(error) !== UNIQUE_VIOLATION) throw error;
    made = await madeBefore(c, hash, row);
    c.header('idempotency-replayed', 'true');
  }
  c.header('cache-control', 'no-store');
  c.header('location', `/api/keys/${made.id}`);
  return c.json({ key, details: keyView({ ...made, lastUsedAt: null, revokedAt: null }) }, 201);
};

/**
 * Chance, or what a caller's `Idempotency-Key` makes of the deployment's secret: the same again for a repeated
 * request, whose answer could not be kept, since only hashes of keys are.
 */
async function keyBytes(c: Context<AppEnv>, idempotencyKey: string | undefined): Promise<ArrayBuffer> {
  if (idempotencyKey === undefined) return crypto.getRandomValues(new Uint8Array(KEY_BYTES)).buffer;
  const secret = c.env.TICKET_SECRET;
  if (!secret) return refuseRequest(c, 'not-configured', 'This deployment has no TICKET_SECRET.');
  const text = new TextEncoder();
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const signer = await crypto.subtle.importKey('raw', text.encode(secret), hmac, false, ['sign']);
  const what = JSON.stringify(['api-key', c.get('caller').callerId, idempotencyKey]);
  return crypto.subtle.sign(hmac.name, signer, text.encode(what));
}

/** The key that an earlier request with this `Idempotency-Key` made, if it was the same request. */
async function madeBefore(
  c: Context<AppEnv>,
  hash: string,
  asked: Pick<ApiKey, 'ownerId' | 'name' | 'scopes'>,
): Promise<ApiKey> {
  const known = await askDatabase(c, (database) => findApiKey(database, hash));
  const owned = await askDatabase(c, (database) => listApiKeys(database, asked.ownerId));
  const made = owned.find(({ id }) => id === known?.id);
  const isSame = made?.name === asked.name && String(made.scopes) === String(asked.scopes);
  if (made && isSame) return made;
  return refuseRequest(c, 'idempotency-conflict', 'This Idempotency-Key was used for another request.');
}

export const handleListKeys: RouteHandler<typeof listKeys, AppEnv> = async (c) => {
  const { limit, cursor } = c.req.valid('query');
  const after = cursor === undefined ? null : parseCursor(cursor);
  if (cursor !== undefined && after === null) return refuseCursor(c);
  const page = { limit: limit + 1, after };
  const found = await askDatabase(c, (database) => listApiKeys(database, c.get('caller').ownerId, page));
  const keys = found.slice(0, limit);
  const last = keys.at(-1);
  const nextCursor = found.length > limit && last !== undefined ? formatCursor(last) : null;
  return c.json({ items: keys.map(keyView), nextCursor }, 200);
};

export const handleRevokeKey: RouteHandler<typeof revokeKey, AppEnv> = async (c) => {
  const { keyId } = c.req.valid('param');
  const { ownerId } = c.get('caller');
  const revoked = await askDatabase(c, (database) =>
    revokeApiKey(database, { id: keyId, ownerId, at: Date.now() }),
  );
  if (!revoked) return refuseRequest(c, 'key-not-found', 'You have no such key.');
  forgetApiKey(keyId);
  return c.body(null, 204);
};

function keyView(key: ApiKey): KeyView {
  const { id, name, prefix } = key;
  const time = (at: number | null) => (at === null ? null : isoTime(at));
  return {
    id,
    name,
    scopes: key.scopes.filter(isScope),
    prefix,
    createdAt: isoTime(key.createdAt),
    lastUsedAt: time(key.lastUsedAt),
    revokedAt: time(key.revokedAt),
  };
}
