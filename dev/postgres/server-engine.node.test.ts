import { once } from 'node:events';
import { createServer, connect as openSocket, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, DatabaseError, ping } from '#adapters/postgres/index.ts';
import { createScratchDatabase, LOCAL_SERVER, type ScratchDatabase } from './scratch-database.ts';
import { type ServedEngine, serveEngine } from './serve-engine.ts';
import { openServer, type ServerOptions } from './server-engine.ts';
import { describeServer, withDatabase } from './server-url.ts';

/** Nobody listens at port 1. */
const NOWHERE = 'postgres://somebody:s3cret@127.0.0.1:1/videos';

async function ask(
  served: ServedEngine,
  query: string | readonly string[],
  headers: Record<string, string> = {},
) {
  const one = (text: string) => ({ query: text, params: [] });
  const response = await fetch(served.fetchEndpoint, {
    method: 'POST',
    body: JSON.stringify(typeof query === 'string' ? one(query) : { queries: query.map(one) }),
    headers: {
      'neon-connection-string': served.databaseUrl,
      'neon-raw-text-output': 'true',
      'neon-array-mode': 'true',
      ...headers,
    },
  });
  // The answers of the endpoint, which other tests look at as a whole.
  const body = (await response.json()) as { message?: string; code?: string; rows?: string[][] };
  return { status: response.status, ...body };
}

/** What the adapter throws; null where it does not. */
const failure = (work: Promise<unknown>) => work.then(() => null).catch((error: unknown) => error);

describe('a server that is not there', () => {
  it('is a 500 without a code, which the adapter may ask again, and tells no password', async () => {
    const served = await serveEngine(openServer(NOWHERE));
    try {
      const answer = await ask(served, 'select 1');
      expect(answer).toMatchObject({
        status: 500,
        code: '',
        message: expect.stringMatching(/^error connecting/),
      });
      expect(JSON.stringify(answer)).not.toContain('s3cret');
      expect(await failure(ping(connect(served)))).toMatchObject({
        code: null,
        status: 500,
        transient: true,
      });
    } finally {
      await served.close();
    }
  });

  it.each([
    ['127.0.0.1:1/videos: error connecting to server: connect ECONNREFUSED 127.0.0.1:1', NOWHERE],
    ['is not a URL like postgres://', 'mysql://somebody:s3cret@localhost/videos'],
  ])('ends the start of the endpoint: %s', async (told, serverUrl) => {
    const script = fileURLToPath(new URL('./server.ts', import.meta.url));
    const { exitCode, stderr } = await execa(process.execPath, [script], {
      env: { LOCAL_DATABASE_URL: serverUrl },
      reject: false,
    });
    expect(exitCode).toBe(1);
    expect(stderr).toContain(told);
    expect(stderr).not.toContain('s3cret');
  });
});

it.each([
  ['postgres://u:p@db.example.org:6432/videos?sslmode=require', 'db.example.org:6432/videos'],
  ['postgres:///videos?host=/run/postgresql&user=u&password=p', '/run/postgresql/videos'],
])('%s is told as %s', (serverUrl, told) => {
  expect(describeServer(serverUrl)).toBe(told);
  expect(describeServer(withDatabase(serverUrl, 'other'))).toBe(told.replace('videos', 'other'));
});

/** A way to the server that can be cut. */
async function openBridge(serverUrl: string) {
  const { hostname, port } = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let isOpen = true;
  const bridge = createServer((near) => {
    if (!isOpen) return near.destroy();
    const far = openSocket(Number(port || 5432), hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      // Cut on purpose; the other end hears of it.
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    near.pipe(far).pipe(near);
    return near;
  });
  bridge.listen(0, '127.0.0.1');
  await once(bridge, 'listening');
  const address = bridge.address();
  const url = new URL(serverUrl);
  url.host = `127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  return {
    serverUrl: url.href,
    set(open: boolean) {
      isOpen = open;
      if (!open) for (const socket of sockets) socket.destroy();
    },
    close() {
      this.set(false);
      bridge.close();
    },
  };
}

describe.runIf(LOCAL_SERVER !== undefined)('a PostgreSQL server', () => {
  let scratch: ScratchDatabase;
  let served: ServedEngine;

  beforeAll(async () => {
    scratch = await createScratchDatabase(LOCAL_SERVER ?? '');
    served = await serveEngine(openServer(scratch.serverUrl));
  });

  afterAll(async () => {
    await served.close();
    await scratch.drop();
  });

  const withEngine = async (
    work: (engine: ServedEngine) => Promise<void>,
    options: ServerOptions = {},
    serverUrl = scratch.serverUrl,
  ) => {
    const own = await serveEngine(openServer(serverUrl, options));
    await work(own).finally(() => own.close());
  };

  /** Resolves when a statement with this mark runs. */
  async function running(mark: string): Promise<string> {
    for (;;) {
      const found = await ask(
        served,
        `select pid from pg_stat_activity where state = 'active' and query like '%${mark}%' and pid <> pg_backend_pid()`,
      );
      const pid = found.rows?.[0]?.[0];
      if (pid !== undefined) return pid;
    }
  }

  it('answers several requests at once', async () => {
    await ask(served, 'create table met (who text)');
    const until = `do $$ begin loop exit when exists (select from met); perform pg_sleep(0.01); end loop; end $$`;
    const [waiter, other] = await Promise.all([
      ask(served, until),
      ask(served, "insert into met values ('b')"),
    ]);
    expect([waiter.status, other.status]).toEqual([200, 200]);
  });

  it('refuses one of two transactions that cannot both be first', async () => {
    await ask(served, 'create sequence arrived');
    await ask(served, 'create table doctors (on_call bool)');
    const both = `do $$ begin perform nextval('arrived');
      loop exit when (select last_value from arrived) >= 2; perform pg_sleep(0.01); end loop; end $$`;
    const batch = ['select count(*) from doctors', both, 'insert into doctors values (true)'];
    const level = { 'neon-batch-isolation-level': 'Serializable' };
    const answers = await Promise.all([ask(served, batch, level), ask(served, batch, level)]);
    expect(answers.map(({ status, code }) => [status, code]).sort()).toEqual([
      [200, undefined],
      [400, '40001'],
    ]);
    expect((await ask(served, 'select count(*) from doctors')).rows).toEqual([['1']]);
  });

  it('cancels a statement that takes too long', () =>
    withEngine(
      async (own) => {
        expect(await ask(own, 'select pg_sleep(60)')).toMatchObject({ status: 400, code: '57014' });
        expect(await ask(own, ['select 1', 'select pg_sleep(60)'])).toMatchObject({ code: '57014' });
        expect((await ask(own, 'select 1')).rows).toEqual([['1']]);
      },
      { statementTimeoutSeconds: 0.2 },
    ));

  it('ends a statement whose session an administrator ends, and goes on in another', () =>
    withEngine(
      async (own) => {
        const asked = ask(own, 'select pg_sleep(60) as ended');
        await ask(served, `select pg_terminate_backend(${await running('as ended')})`);
        expect(await asked).toMatchObject({ status: 400, code: '57P01' });
        const idle = (await ask(own, 'select pg_backend_pid()')).rows?.[0]?.[0];
        await ask(served, `select pg_terminate_backend(${idle}, 5000)`);
        // The pool may hear of it only now; what it had not heard of yet is a lost connection.
        await ask(own, 'select 1');
        expect(await ask(own, 'select 1')).toMatchObject({ status: 200, rows: [['1']] });
      },
      { connections: 1 },
    ));

  it('may be lost in the middle of a statement and come back, and the adapter knows that it may ask again', async () => {
    const bridge = await openBridge(scratch.serverUrl);
    await withEngine(
      async (own) => {
        const db = connect(own);
        const query = async () => {
          throw new DatabaseError('none', await failure(db.execute('select pg_sleep(60) as lost')));
        };
        const [asked, single] = [ask(own, ['select 1', 'select pg_sleep(60) as cut']), failure(query())];
        await Promise.all([running('as cut'), running('as lost')]);
        bridge.set(false);
        expect(await asked).toMatchObject({
          status: 400,
          code: '',
          message: expect.stringMatching(/^connection closed/),
        });
        expect(await single).toMatchObject({ code: null, status: null, transient: true });
        expect(await ask(own, 'select 1')).toMatchObject({ status: 500, code: '' });
        bridge.set(true);
        expect(await ask(own, 'select 1')).toMatchObject({ status: 200 });
      },
      {},
      bridge.serverUrl,
    ).finally(() => bridge.close());
  });

  it('that refuses a connection is a 500 with what it says', () =>
    withEngine(
      async (own) => {
        expect(await ask(own, 'select 1')).toMatchObject({ status: 500, code: '3D000' });
      },
      {},
      withDatabase(scratch.serverUrl, 'omvee_nowhere'),
    ));

  it('writes values as Neon does, whatever its own settings are', async () => {
    const database = new URL(scratch.serverUrl).pathname.slice(1);
    for (const setting of ["timezone = 'Asia/Tokyo'", "datestyle = 'SQL, DMY'", "bytea_output = 'escape'"]) {
      await ask(served, `alter database ${database} set ${setting}`);
    }
    await withEngine(async (own) => {
      const query = "select '2026-11-22 10:00:00.123+00'::timestamptz, '\\x00ff'::bytea";
      expect((await ask(own, query)).rows).toEqual([['2026-11-22 10:00:00.123+00', '\\x00ff']]);
    });
  });

  it('is not stopped by a COPY, which the protocol cannot carry', async () => {
    expect((await ask(served, 'copy met from stdin')).status).toBe(400);
    expect((await ask(served, 'select 1')).rows).toEqual([['1']]);
  });
});
