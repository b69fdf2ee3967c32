import fc from 'fast-check';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Project, ProjectStatus } from '#contracts/entities/index.ts';
import { anyEntity } from '#dev/postgres/entity-arbitrary.ts';
import type { LocalPostgres } from '#dev/postgres/launch.ts';
import { migrate } from '#dev/postgres/migrate.ts';
import { launchScratchPostgres } from '#dev/postgres/scratch-database.ts';
import {
  connect,
  type Database,
  findApiKey,
  formatCursor,
  insertApiKey,
  isTransient,
  listApiKeys,
  listProjects,
  type ProjectCursor,
  parseCursor,
  pgCode,
  ping,
  recordEntities,
  revokeApiKey,
  touchApiKey,
} from './index.ts';

let postgres: LocalPostgres;
let db: Database;

beforeAll(async () => {
  postgres = await launchScratchPostgres();
  await migrate(postgres);
  db = connect(postgres);
}, 60_000);

afterAll(() => postgres.stop());

const [sample] = fc.sample(anyEntity('project'), { numRuns: 1, seed: 3 });

function project(changes: Partial<Project>): Project {
  if (sample === undefined) throw new Error('no sample');
  return { ...sample, id: v7(), ...changes };
}

async function record(projects: readonly Project[], deleted = false): Promise<void> {
  await recordEntities(
    db,
    projects.map((entity) => ({ entity, revision: 1, deleted })),
  );
}

async function allPages(input: {
  ownerId: string;
  limit: number;
  status?: ProjectStatus;
}): Promise<Project[][]> {
  const pages: Project[][] = [];
  let cursor: ProjectCursor | null = null;
  do {
    const page: Awaited<ReturnType<typeof listProjects>> = await listProjects(db, { ...input, cursor });
    pages.push(page.rows);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return pages;
}

const ids = (projects: readonly Project[]) => projects.map(({ id }) => id);

describe('listing projects', () => {
  it('gives each project of the owner once, newest first, also where several are born in one millisecond', async () => {
    const ownerId = v7();
    const projects = Array.from({ length: 23 }, (_, n) =>
      project({ ownerId, createdAt: 1000 + Math.floor(n / 5) }),
    );
    await record([...projects, project({ ownerId: 'someone else' })]);
    const expected = [...projects].sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
    for (const limit of [1, 5, 22, 23, 24]) {
      const pages = await allPages({ ownerId, limit });
      expect(pages.flat()).toEqual(expected);
      expect(pages).toHaveLength(Math.ceil(projects.length / limit));
    }
  });

  it('goes on behind the cursor when newer projects came and its own row was deleted', async () => {
    const ownerId = v7();
    const [old, middle, young] = [1, 2, 3].map((createdAt) => project({ ownerId, createdAt }));
    if (old === undefined || middle === undefined || young === undefined) throw new Error('no projects');
    await record([old, middle, young]);
    const first = await listProjects(db, { ownerId, limit: 2 });
    expect(ids(first.rows)).toEqual([young.id, middle.id]);
    await record([project({ ownerId, createdAt: 4 })]);
    await recordEntities(db, [{ entity: middle, revision: 2, deleted: true }]);
    expect(ids((await listProjects(db, { ownerId, limit: 2, cursor: first.nextCursor })).rows)).toEqual([
      old.id,
    ]);
  });

  it('keeps to the asked status', async () => {
    const ownerId = v7();
    const statuses: ProjectStatus[] = ['draft', 'running', 'draft', 'failed', 'draft'];
    await record(statuses.map((status, createdAt) => project({ ownerId, status, createdAt })));
    const pages = await allPages({ ownerId, limit: 2, status: 'draft' });
    expect(pages.flat().map(({ createdAt }) => createdAt)).toEqual([4, 2, 0]);
  });

  it('leaves deleted projects out', async () => {
    const ownerId = v7();
    await record([project({ ownerId })], true);
    expect(await listProjects(db, { ownerId, limit: 5 })).toEqual({ rows: [], nextCursor: null });
  });
});

describe('a cursor', () => {
  it('survives its way through a URL', () => {
    const cursors = fc.record({
      createdAt: fc.nat({ max: Date.parse('9999-12-31T23:59:59.999Z') }),
      id: fc.uuid({ version: 7 }),
    });
    fc.assert(
      fc.property(cursors, (cursor) => {
        const text = formatCursor(cursor);
        expect(encodeURIComponent(text)).toBe(text);
        expect(parseCursor(text)).toEqual(cursor);
      }),
    );
  });

  it.each(['', '.', 'x', '1.2', `zzzzzzzzzzz.${'0'.repeat(32)}`, `1.${v7()}`, "1.' or 1=1"])(
    'is not %j',
    (text) => {
      expect(parseCursor(text)).toBeNull();
    },
  );
});

describe('API keys', () => {
  const key = (changes: { ownerId?: string; createdAt?: number; name?: string } = {}) => ({
    id: v7(),
    ownerId: v7(),
    name: 'laptop, "mine"',
    scopes: ['projects:read', 'with,comma', 'with "quotes"'],
    hash: v7(),
    prefix: 'omv_abcd',
    createdAt: 1000,
    ...changes,
  });

  it('are found by their hash alone', async () => {
    const { hash, prefix, createdAt, ...rest } = key();
    await insertApiKey(db, { hash, prefix, createdAt, ...rest });
    expect(await findApiKey(db, hash)).toEqual({ ...rest, revokedAt: null });
    expect(await findApiKey(db, 'unknown')).toBeNull();
  });

  it('refuse a second key with the same hash, without telling it', async () => {
    const first = key();
    await insertApiKey(db, first);
    const error: unknown = await insertApiKey(db, { ...key(), hash: first.hash }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({
      name: 'DatabaseError',
      code: '23505',
      table: 'api_keys',
      constraint: 'api_keys_by_hash',
    });
    expect([pgCode(error), isTransient(error)]).toEqual(['23505', false]);
    const { message, stack } = error instanceof Error ? error : { message: '', stack: '' };
    expect(JSON.stringify([error, message, stack])).not.toContain(first.hash);
  });

  it('are listed for their owner, newest first', async () => {
    const ownerId = v7();
    const [old, young] = [key({ ownerId, createdAt: 1 }), key({ ownerId, createdAt: 2 })];
    await insertApiKey(db, old);
    await insertApiKey(db, young);
    await insertApiKey(db, key());
    const { hash, ...shown } = young;
    const listed = await listApiKeys(db, ownerId);
    expect(listed[0]).toEqual({ ...shown, lastUsedAt: null, revokedAt: null });
    expect(listed.map(({ id }) => id)).toEqual([young.id, old.id]);
  });

  it('are revoked by their owner only, and once', async () => {
    const mine = key();
    await insertApiKey(db, mine);
    expect(await revokeApiKey(db, { id: mine.id, ownerId: 'someone else', at: 5 })).toBe(false);
    expect((await findApiKey(db, mine.hash))?.revokedAt).toBeNull();
    expect(await revokeApiKey(db, { id: mine.id, ownerId: mine.ownerId, at: 7 })).toBe(true);
    expect(await revokeApiKey(db, { id: mine.id, ownerId: mine.ownerId, at: 9 })).toBe(true);
    expect((await findApiKey(db, mine.hash))?.revokedAt).toBe(7);
  });

  it('note their last use, at most once a minute and never backwards', async () => {
    const mine = key();
    await insertApiKey(db, mine);
    const noted: (number | null | undefined)[] = [];
    for (const at of [100_000, 130_000, 170_000, 90_000]) {
      await touchApiKey(db, { id: mine.id, at });
      noted.push((await listApiKeys(db, mine.ownerId))[0]?.lastUsedAt);
    }
    expect(noted).toEqual([100_000, 100_000, 170_000, 170_000]);
  });
});

describe('a database in trouble', () => {
  const withFault = async (fault: object, work: () => Promise<unknown>) => {
    const url = postgres.fetchEndpoint.replace('/sql', '/control/faults');
    await fetch(url, { method: 'POST', body: JSON.stringify({ times: 1, ...fault }) });
    return work().then(
      () => null,
      (thrown: unknown) => thrown,
    );
  };

  it.each([
    [{ mode: 'down' }, { status: null, transient: true }],
    [
      { mode: 'status', status: 503 },
      { status: 503, transient: true },
    ],
    [
      { mode: 'status', status: 429 },
      { status: 429, transient: true },
    ],
    [
      { mode: 'status', status: 413 },
      { status: 413, transient: false },
    ],
    [
      { mode: 'status', status: 507 },
      { status: 507, transient: false },
    ],
    [
      { mode: 'status', status: 400 },
      { status: null, transient: false },
    ],
  ])('with the fault %j is known as %j, in a query and in a batch', async (fault, expected) => {
    const batch = () => record([project({ title: 'secret title' })]);
    for (const work of [() => ping(db), batch]) {
      const error = await withFault(fault, work);
      expect(error).toMatchObject({ name: 'DatabaseError', code: null, ...expected });
      expect(isTransient(error)).toBe(expected.transient);
      expect(String(error)).not.toContain('secret');
    }
    await expect(ping(db)).resolves.toBeUndefined();
  });

  it('may have committed before its answer was lost, and the same records are welcome again', async () => {
    const lost = project({ ownerId: v7() });
    const error = await withFault({ resetAfterCommit: true }, () => record([lost]));
    expect(error).toMatchObject({ name: 'DatabaseError', transient: true });
    expect((await listProjects(db, { ownerId: lost.ownerId, limit: 2 })).rows).toEqual([lost]);
    await record([lost]);
    expect((await listProjects(db, { ownerId: lost.ownerId, limit: 2 })).rows).toEqual([lost]);
  });

  it('answers late under latency', async () => {
    const started = performance.now();
    expect(await withFault({ latencyMs: 80 }, () => ping(db))).toBeNull();
    expect(performance.now() - started).toBeGreaterThan(75);
  });
});
