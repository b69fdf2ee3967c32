import { z } from '@hono/zod-openapi';
import { KEY_ID } from '#contracts/examples/ids.ts';
import { Id } from '#contracts/ids.ts';
import { Time } from '#contracts/views/time.ts';
import { SCOPES } from '../callers/caller.ts';
import { PageQuery } from '../paging.ts';
import { IdempotencyHeaders, json, listSchema, securedRoute } from '../route.ts';

const KEY = {
  id: KEY_ID,
  name: 'studio on my laptop',
  scopes: ['read', 'write'],
  prefix: 'omv_Zk3vQ0pX',
  createdAt: '2026-11-22T10:00:00.000Z',
  lastUsedAt: null,
  revokedAt: null,
};

const KeyView = z
  .object({
    id: Id,
    name: z.string().meta({ example: 'studio on my laptop' }),
    scopes: z.array(z.enum(SCOPES)),
    /** First characters, to recognise it by. */
    prefix: z.string(),
    createdAt: Time,
    lastUsedAt: Time.nullable(),
    revokedAt: Time.nullable(),
  })
  .meta({ id: 'Key', example: KEY });
export type KeyView = z.infer<typeof KeyView>;

export const createKey = securedRoute({
  method: 'post',
  path: '/api/keys',
  tags: ['keys'],
  summary: 'Make an API key',
  description: 'The key is shown in this answer and never again; only its hash is kept.',
  scope: 'admin',
  problems: ['invalid-request', 'invalid-json', 'idempotency-conflict'],
  request: {
    headers: IdempotencyHeaders,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z
            .strictObject({
              // Postgres stores no NUL and no half of a surrogate pair.
              name: z
                .string()
                .trim()
                .min(1)
                .max(100)
                .refine((name) => !/[\p{Cc}\p{Cs}]/u.test(name), 'Control characters are not taken'),
              scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length),
            })
            .meta({ id: 'CreateKey', example: { name: KEY.name, scopes: KEY.scopes } }),
        },
      },
    },
  },
  responses: {
    201: json(
      z.object({ key: z.string(), details: KeyView }).meta({
        id: 'CreatedKey',
        example: { key: 'omv_Zk3vQ0pXn8rT1yUwB6cD', details: KEY },
      }),
      'The key, shown once.',
    ),
  },
});

export const listKeys = securedRoute({
  method: 'get',
  path: '/api/keys',
  tags: ['keys'],
  summary: 'Your API keys, newest first',
  scope: 'admin',
  problems: ['invalid-request'],
  request: { query: PageQuery },
  responses: { 200: json(listSchema(KeyView), 'A page of the keys, revoked ones too.') },
});

export const revokeKey = securedRoute({
  method: 'delete',
  path: '/api/keys/{keyId}',
  tags: ['keys'],
  summary: 'Revoke an API key',
  scope: 'admin',
  problems: ['key-not-found'],
  request: {
    params: z.object({ keyId: Id.meta({ param: { name: 'keyId', in: 'path' }, example: KEY_ID }) }),
  },
  responses: { 204: { description: 'It opens nothing any more. Asking again changes nothing.' } },
});
