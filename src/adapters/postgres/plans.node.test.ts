import { sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { RECORDED_KINDS, type RecordedEntity } from '#contracts/entities/index.ts';
import type { Engine, Statement } from '#dev/postgres/engine.ts';
import { sampleProject } from '#dev/postgres/entity-arbitrary.ts';
import { migrate } from '#dev/postgres/migrate.ts';
import { openPglite } from '#dev/postgres/pglite-engine.ts';
import { createScratchDatabase, LOCAL_SERVER, type ScratchDatabase } from '#dev/postgres/scratch-database.ts';
import { type ServedEngine, serveEngine } from '#dev/postgres/serve-engine.ts';
import { openServer } from '#dev/postgres/server-engine.ts';
import {
  connect,
  type Database,
  deleteProjectRows,
  findApiKey,
  insertApiKey,
  listApiKeys,
  listProjects,
  loadProjectRows,
  recordEntities,
  revokeApiKey,
  touchApiKey,
} from './index.ts';
import { RECORD_TABLES } from './rows.ts';

/** Enough that reading a whole table costs more than any index. */
const PROJECTS = 4_000;
const ROWS_OF_A_PART = 4_000;
/** Such as the schemas take: of version 7. */
const NEW_ID = sql.raw("overlay(gen_random_uuid()::text placing '7' from 15 for 1)");

let scratch: ScratchDatabase | null = null;
let engine: Engine;
let served: ServedEngine;
let db: Database;

const records: RecordedEntity[] = sampleProject(v7());
const projectId = records[0]?.entity.id ?? '';
const ownerId = 'owner 7';
const cursor = { createdAt: 2_000_000, id: v7() };
const key = { id: v7(), ownerId, name: 'k', scopes: ['read'], hash: v7(), prefix: 'omv_', createdAt: 1 };

beforeAll(async () => {
  scratch = LOCAL_SERVER === undefined ? null : await createScratchDatabase(LOCAL_SERVER);
  engine = scratch === null ? await openPglite() : openServer(scratch.serverUrl);
  served = await serveEngine(engine);
  await migrate(served);
  db = connect(served);
  await recordEntities(db, records);
  await fill();
}, 120_000);

afterAll(async () => {
  await served.close();
  await scratch?.drop();
});

/** Multiplies one project into the tables of a busy year. */
async function fill(): Promise<void> {
  await db.execute(sql`insert into projects select copy.*
    from (select to_jsonb(t) as row from projects t limit 1) one, generate_series(1, ${PROJECTS}::int) n,
      lateral jsonb_populate_record(null::projects, row || jsonb_build_object('id', ${NEW_ID},
        'owner_id', 'owner ' || n % 8, 'status', case n % 3 when 0 then 'draft' else 'running' end,
        'created_at', to_timestamp(n), 'deleted_at', case when n % 10 = 0 then now() end)) copy`);
  for (const kind of RECORDED_KINDS.filter((each) => each !== 'project')) {
    const table = RECORD_TABLES[kind];
    await db.execute(sql`insert into ${table} select copy.*
      from (select to_jsonb(t) as row from ${table} t limit 1) one,
        (select id from projects where id <> ${projectId} limit ${ROWS_OF_A_PART / 4}) p, generate_series(1, 4) n,
        lateral jsonb_populate_record(null::${table},
          row || jsonb_build_object('id', ${NEW_ID}, 'project_id', p.id, 'revision', n)) copy`);
  }
  await db.execute(sql`insert into webhook_deliveries
    (id, endpoint_id, project_id, event_type, payload, status, attempts, created_at, updated_at)
    select gen_random_uuid(), gen_random_uuid(), id, 'e', '{}', 'delivered', 1, now(), now() from projects`);
  await db.execute(sql`insert into api_keys (id, owner_id, name, scopes, hash, prefix, created_at)
    select gen_random_uuid(), 'owner ' || n % 400, 'k', '{}', 'hash ' || n, 'omv_', to_timestamp(n)
    from generate_series(1, ${PROJECTS}::int) n`);
  await db.execute(sql`analyze`);
}

interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string | undefined;
  readonly Plans?: readonly Node[] | undefined;
}
const Node: z.ZodType<Node> = z.object({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  get Plans() {
    return z.array(Node).optional();
  },
});
const Explained = z.array(z.object({ Plan: Node })).length(1);

/** What is wrong with how a statement would be carried out: tables read whole, and rows sorted after all. */
async function faultsOf({ query, params }: Statement, isListing: boolean): Promise<string[]> {
  const { rows } = await engine.single({ query: `explain (format json) ${query}`, params });
  const [explained] = Explained.parse(JSON.parse(rows[0]?.[0] ?? ''));
  const what = query.slice(0, 50);
  const walk = (node: Node): string[] => [
    ...(node['Node Type'] === 'Seq Scan' ? [`reads all of ${node['Relation Name']}: ${what}`] : []),
    ...(isListing && node['Node Type'].endsWith('Sort') ? [`sorts: ${what}`] : []),
    ...(node.Plans ?? []).flatMap(walk),
  ];
  return explained === undefined ? ['no plan'] : walk(explained.Plan);
}

/** The statements that the adapter sends for this. */
async function sent(work: () => Promise<unknown>): Promise<Statement[]> {
  const before = served.statements.length;
  await work();
  return served.statements.slice(before);
}

describe('every query is answered from an index', () => {
  it.each<[string, () => Promise<unknown>, number]>([
    ['projects of an owner', () => listProjects(db, { ownerId, limit: 20 }), 1],
    ['the next page', () => listProjects(db, { ownerId, limit: 20, cursor }), 1],
    ['projects of a status', () => listProjects(db, { ownerId, limit: 20, status: 'draft' }), 1],
    ['their next page', () => listProjects(db, { ownerId, limit: 20, status: 'draft', cursor }), 1],
  ])('and in its order: %s', async (_name, work, count) => {
    const statements = await sent(work);
    expect(statements).toHaveLength(count);
    for (const statement of statements) expect(await faultsOf(statement, true)).toEqual([]);
  });

  it.each<[string, () => Promise<unknown>, number]>([
    // All at once, without pages: whether it sorts so few is Postgres' choice.
    ['keys of an owner', () => listApiKeys(db, ownerId), 1],
    ['a key by its hash', () => findApiKey(db, key.hash), 1],
    ['a new key', () => insertApiKey(db, key), 1],
    ['the use of a key', () => touchApiKey(db, { id: key.id, at: 9 }), 1],
    ['the end of a key', () => revokeApiKey(db, { id: key.id, ownerId, at: 9 }), 2],
    ['the records of a project', () => recordEntities(db, records), RECORDED_KINDS.length + 1],
    ['one record of it', () => recordEntities(db, records.slice(-1)), 2],
    ['all rows of a project', () => loadProjectRows(db, projectId), RECORDED_KINDS.length],
    ['the removal of a project', () => deleteProjectRows(db, projectId), RECORDED_KINDS.length],
  ])('%s', async (_name, work, count) => {
    const statements = await sent(work);
    expect(statements).toHaveLength(count);
    const faults = await Promise.all(statements.map((statement) => faultsOf(statement, false)));
    expect(faults.flat()).toEqual([]);
  });

  it('or is found out', async () => {
    const unindexed = { query: 'select * from projects where spent_usd >= $1 order by title', params: ['0'] };
    expect(await faultsOf(unindexed, true)).toEqual([
      expect.stringContaining('sorts'),
      expect.stringContaining('reads all of projects'),
    ]);
  });
});
