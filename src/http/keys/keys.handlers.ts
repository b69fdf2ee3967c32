import type { RouteHandler } from '@hono/zod-openapi';
import { encodeBase64Url } from 'hono/utils/encode';
import { v7 as uuidv7 } from 'uuid';
import {
  type ApiKey,
  formatCursor,
  insertApiKey,
  listApiKeys,
  parseCursor,
  revokeApiKey,
} from '#adapters/postgres/index.ts';
import { isoTime } from '#domain/views/iso-time.ts';
import { refuseRequest } from '../asking.ts';
import { forgetApiKey, hashApiKey } from '../callers/api-key.ts';
import { isScope } from '../callers/caller.ts';
import type { AppEnv } from '../environment.ts';
import { refuseCursor } from '../paging.ts';
import type { createKey, KeyView, listKeys, revokeKey } from './keys.routes.ts';

/** Random bytes of a key: as hard to guess as its hash. */
const KEY_BYTES = 32;
const PREFIX_LENGTH = 12;

export const handleCreateKey: RouteHandler<typeof createKey, AppEnv> = async (c) => {
  const { name, scopes } = c.req.valid('json');
  const key = `omv_${encodeBase64Url(crypto.getRandomValues(new Uint8Array(KEY_BYTES)).buffer)}`;
  const row = {
    id: uuidv7(),
    ownerId: c.get('caller').ownerId,
    name,
    scopes: [...new Set(scopes)],
    prefix: key.slice(0, PREFIX_LENGTH),
    createdAt: Date.now(),
  };
  await insertApiKey(c.get('services').database, { ...row, hash: await hashApiKey(key) });
  const details = keyView({ ...row, lastUsedAt: null, revokedAt: null });
  c.header('cache-control', 'no-store');
  return c.json({ key, details }, 201);
};

export const handleListKeys: RouteHandler<typeof listKeys, AppEnv> = async (c) => {
  const { limit, cursor } = c.req.valid('query');
  const after = cursor === undefined ? null : parseCursor(cursor);
  if (cursor !== undefined && after === null) return refuseCursor(c);
  const page = { limit: limit + 1, after };
  const found = await listApiKeys(c.get('services').database, c.get('caller').ownerId, page);
  const keys = found.slice(0, limit);
  const last = keys.at(-1);
  const nextCursor = found.length > limit && last !== undefined ? formatCursor(last) : null;
  return c.json({ items: keys.map(keyView), nextCursor }, 200);
};

export const handleRevokeKey: RouteHandler<typeof revokeKey, AppEnv> = async (c) => {
  const { keyId } = c.req.valid('param');
  const { ownerId } = c.get('caller');
  const revoked = await revokeApiKey(c.get('services').database, { id: keyId, ownerId, at: Date.now() });
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
