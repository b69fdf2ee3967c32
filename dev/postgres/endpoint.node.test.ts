import { type NeonQueryFunction, neon, neonConfig, types } from '@neondatabase/serverless';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalPostgres } from './launch.ts';
import { launchScratchPostgres } from './scratch-database.ts';

let postgres: LocalPostgres;
let client: NeonQueryFunction<false, true>;

beforeAll(async () => {
  postgres = await launchScratchPostgres();
  neonConfig.fetchEndpoint = postgres.fetchEndpoint;
  client = neon(postgres.databaseUrl, { fullResults: true });
}, 60_000);

afterAll(() => postgres.stop());

/** A request as the driver sends it, with other headers where a case asks for them (null: without it). */
async function post(body: unknown, headers: Record<string, string | null> = {}) {
  const all = {
    'neon-connection-string': postgres.databaseUrl,
    'neon-raw-text-output': 'true',
    'neon-array-mode': 'true',
    ...headers,
  };
  const sent = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null);
  const response = await fetch(postgres.fetchEndpoint, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: Object.fromEntries(sent),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: JSON.parse(text) as Record<string, unknown>,
  };
}

describe('one statement', () => {
  it('answers in the text that Postgres wrote, with the fields of a real server', async () => {
    const answer = await post({
      query: `select true as b, null::int as n, 1.50::numeric(5,2) as d, 9007199254740993::int8 as w,
        '{"a": 1}'::jsonb as j, array['x','y z',null] as a, '\\x00ff'::bytea as y,
        '2026-11-22 10:00:00.123+00'::timestamptz as t`,
      params: [],
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('neon-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    const row = [
      't',
      null,
      '1.50',
      '9007199254740993',
      '{"a": 1}',
      '{x,"y z",NULL}',
      '\\x00ff',
      '2026-11-22 10:00:00.123+00',
    ];
    expect(answer.body).toMatchObject({ rows: [row], command: 'SELECT', rowCount: 1, rowAsArray: true });
    expect(answer.body.fields).toContainEqual({
      name: 'd',
      dataTypeID: 1700,
      tableID: 0,
      columnID: 0,
      dataTypeSize: -1,
      dataTypeModifier: 327686,
      format: 'text',
    });
  });

  it('answers objects where arrays are not asked for', async () => {
    const answer = await post(
      { query: 'select 1 as one, null as none', params: [] },
      { 'neon-array-mode': 'false' },
    );
    expect(answer.body).toMatchObject({ rows: [{ one: '1', none: null }], rowAsArray: false });
  });

  it.each([
    ['create table counted (a int)', 'CREATE', null],
    ['insert into counted values (1), (2), (3)', 'INSERT', 3],
    ['insert into counted values (4) returning a', 'INSERT', 1],
    ['update counted set a = a where a > 2', 'UPDATE', 2],
    ['select * from counted', 'SELECT', 4],
    ['delete from counted', 'DELETE', 4],
    ['', '', null],
  ])('%j has the command %j and the row count %j', async (query, command, rowCount) => {
    expect((await post({ query, params: [] })).body).toMatchObject({ command, rowCount });
  });

  it('takes parameters of any JSON type', async () => {
    const answer = await post({
      query: 'select $1::int, $2::bool, $3::jsonb, $4::text[], $5::int[], $6::text, $7::text',
      params: [
        1,
        true,
        { a: [1] },
        ['x"y', null, 'a\\b', 'NULL'],
        [
          [1, 2],
          [3, 4],
        ],
        null,
        '1',
      ],
    });
    expect(answer.body.rows).toEqual([
      ['1', 't', '{"a": [1]}', '{"x\\"y",NULL,"a\\\\b","NULL"}', '{{1,2},{3,4}}', null, '1'],
    ]);
  });

  it('is parsed by the driver into its types', async () => {
    // Drizzle has the driver leave times as they are, for all of the process.
    const timestamptz = 1184;
    types.setTypeParser(timestamptz, (text) => new Date(text));
    const result = await client.query('select 1::int4 as i, 2::int8 as w, now() as t, $1::jsonb as j', [
      { x: 1 },
    ]);
    expect(result.rows).toEqual([{ i: 1, w: '2', t: expect.any(Date), j: { x: 1 } }]);
  });

  it('cannot leave a transaction open for the next request', async () => {
    await post({ query: 'begin', params: [] });
    await post({ query: 'create table kept (a int)', params: [] });
    await post({ query: 'rollback', params: [] });
    expect((await post({ query: 'select * from kept', params: [] })).status).toBe(200);
  });
});

describe('a batch', () => {
  it('runs in one transaction of the asked kind and echoes what was asked', async () => {
    const queries = ['transaction_isolation', 'transaction_read_only', 'transaction_deferrable'];
    const asked = {
      'neon-batch-isolation-level': 'Serializable',
      'neon-batch-read-only': 'true',
      'neon-batch-deferrable': 'true',
    };
    const answer = await post(
      { queries: queries.map((name) => ({ query: `show ${name}`, params: [] })) },
      asked,
    );
    expect(answer.body).toMatchObject({
      results: [{ rows: [['serializable']] }, { rows: [['on']] }, { rows: [['on']] }],
    });
    expect(Object.keys(asked).map((name) => answer.headers.get(name))).toEqual(Object.values(asked));
  });

  it('leaves nothing behind when one statement fails, and says which error', async () => {
    await post({ query: 'create table whole (a int primary key)', params: [] });
    const insert = { query: 'insert into whole values ($1)', params: ['1'] };
    const answer = await post({ queries: [insert, insert] });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      code: '23505',
      constraint: 'whole_pkey',
      table: 'whole',
      severity: 'ERROR',
    });
    expect((await post({ query: 'select * from whole', params: [] })).body.rows).toEqual([]);
  });

  it('fails whole when its COMMIT fails', async () => {
    await post({ query: 'create table late (a int unique deferrable initially deferred)', params: [] });
    const insert = { query: 'insert into late values (1)', params: [] };
    expect((await post({ queries: [insert, insert] })).body).toMatchObject({ code: '23505' });
    expect((await post({ query: 'select * from late', params: [] })).body.rows).toEqual([]);
  });

  it('works through the driver', async () => {
    const results = await client.transaction([client.query('select 1 as a'), client.query('select 2 as a')]);
    expect(results.map(({ rows }) => rows)).toEqual([[{ a: 1 }], [{ a: 2 }]]);
  });
});

describe('an error', () => {
  const FIELDS =
    'message code detail hint position internalPosition internalQuery severity where table column schema dataType constraint file line routine';

  it('carries all fields of Postgres', async () => {
    const answer = await post({ query: 'select * from nowhere', params: [] });
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body).sort()).toEqual(FIELDS.split(' ').sort());
    expect(answer.body).toMatchObject({
      code: '42P01',
      position: '15',
      message: expect.stringContaining('nowhere'),
    });
  });

  it.each([
    ['two statements', { query: 'select 1; select 2' }, '42601'],
    ['a missing parameter', { query: 'select $1::int' }, '08P01'],
    ['a malformed value', { query: 'select $1::uuid', params: ['x'] }, '22P02'],
    ['a NUL in a text', { query: 'select $1::text', params: ['\0'] }, '22021'],
  ])('of %s has its code', async (_name, body, code) => {
    expect((await post({ params: [], ...body })).body).toMatchObject({ code });
  });

  it.each([
    ['no JSON', '{', {}, 'could not parse the HTTP request body'],
    ['another body', { sql: 'select 1' }, {}, 'could not parse the HTTP request body'],
    [
      'no connection string',
      {},
      { 'neon-connection-string': null },
      'invalid header: neon-connection-string',
    ],
    [
      'another kind of URL',
      {},
      { 'neon-connection-string': 'http://u:p@h/d' },
      'invalid header: neon-connection-string',
    ],
    [
      'no password',
      {},
      { 'neon-connection-string': 'postgres://u@h/d' },
      'missing authentication credentials: required password',
    ],
    [
      'an unknown isolation',
      { queries: [] },
      { 'neon-batch-isolation-level': 'Chaos' },
      'invalid isolation level',
    ],
  ])('for %s is a 400 without a code', async (_name, body, headers, message) => {
    const answer = await post(body, headers);
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body).sort()).toEqual(FIELDS.split(' ').sort());
    expect(answer.body).toMatchObject({ message, code: '', severity: '', detail: null });
  });

  it('for a body above 10 MiB is a 413, for a result above it a 507', { timeout: 30_000 }, async () => {
    const large = 'x'.repeat(10_485_760);
    const request = await post({ query: 'select $1', params: [large] });
    expect([request.status, request.body.message]).toEqual([
      413,
      'request is too large (max is 10485760 bytes)',
    ]);
    const response = await post({ query: "select repeat('x', 10485760)", params: [] });
    expect([response.status, response.body.message]).toEqual([
      507,
      'response is too large (max is 10485760 bytes)',
    ]);
  });
});

describe('other requests', () => {
  const at = (path: string) => postgres.fetchEndpoint.replace('/sql', path);

  it('allow the headers of the driver to a page', async () => {
    const response = await fetch(postgres.fetchEndpoint, { method: 'OPTIONS' });
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-headers')).toContain('Neon-Connection-String');
  });

  it('are refused to pages from elsewhere', async () => {
    const answer = await post({ query: 'select 1', params: [] }, { origin: 'https://example.com' });
    expect(answer.status).toBe(403);
    expect((await post({ query: 'select 1', params: [] }, { origin: 'http://localhost:5173' })).status).toBe(
      200,
    );
  });

  it('tell that it is healthy, also while it answers no query', async () => {
    await fetch(at('/control/faults'), { method: 'POST', body: '{"mode":"down"}' });
    expect((await fetch(at('/health'))).status).toBe(200);
    await expect(post({ query: 'select 1', params: [] })).rejects.toThrow('fetch failed');
    await fetch(at('/control/faults'), { method: 'DELETE' });
    expect((await post({ query: 'select 1', params: [] })).status).toBe(200);
  });

  it('refuse an unknown fault and an unknown path', async () => {
    const fault = await fetch(at('/control/faults'), { method: 'POST', body: '{"mode":"slow"}' });
    expect(fault.status).toBe(422);
    expect((await fetch(at('/sqlx'), { method: 'POST' })).status).toBe(400);
  });
});
