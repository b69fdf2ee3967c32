import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getTableColumns, getTableName, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import fc from 'fast-check';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { connect, type Database, loadProjectRows, pgCode } from '#adapters/postgres/index.ts';
import { RECORD_TABLES, toRowJson } from '#adapters/postgres/rows.ts';
import { type EntityOf, RECORDED_KINDS, type RecordedKind } from '#contracts/entities/index.ts';
import { anyEntity } from './entity-arbitrary.ts';
import type { LocalPostgres } from './launch.ts';
import { migrate } from './migrate.ts';
import { launchScratchPostgres } from './scratch-database.ts';

const MIGRATIONS = fileURLToPath(new URL('../../migrations', import.meta.url));

const Journal = z.looseObject({ entries: z.array(z.looseObject({ when: z.int(), tag: z.string() })) });
type Journal = z.infer<typeof Journal>;

let postgres: LocalPostgres;
let db: Database;

beforeAll(async () => {
  postgres = await launchScratchPostgres();
  db = connect(postgres);
}, 60_000);

afterAll(() => postgres.stop());

/** Empties the database and makes a copy of the migrations, whose list `change` may change. */
async function withMigrations(
  change: (journal: Journal) => Journal,
  work: (folder: string) => Promise<void>,
): Promise<void> {
  await db.batch([
    db.execute(sql`drop schema public cascade`),
    db.execute(sql`create schema public`),
    db.execute(sql`drop schema if exists drizzle cascade`),
  ]);
  const folder = await mkdtemp(join(tmpdir(), 'omvee-migrations-'));
  try {
    await cp(MIGRATIONS, folder, { recursive: true });
    const list = join(folder, 'meta/_journal.json');
    await writeFile(list, JSON.stringify(change(Journal.parse(JSON.parse(await readFile(list, 'utf8'))))));
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const unchanged = (journal: Journal) => journal;
const onlyTheFirst = ({ entries, ...rest }: Journal) => ({ ...rest, entries: entries.slice(0, 1) });
const andOneMore = ({ entries, ...rest }: Journal) => ({
  ...rest,
  entries: [
    ...entries,
    { ...entries[0], when: Math.max(...entries.map(({ when }) => when)) + 1, tag: 'extra' },
  ],
});

const tables = async () =>
  (await db.execute(sql`select tablename from pg_tables where schemaname = 'public' order by 1`)).rows;
const notes = async () =>
  (await db.execute(sql`select hash, created_at from drizzle.__drizzle_migrations order by id`)).rows;

/** The columns of each table that are there now and take no null. */
async function requiredColumns(): Promise<Map<string, string[]>> {
  const { rows } = await db.execute<{ table_name: string; column_name: string }>(
    sql`select table_name, column_name from information_schema.columns
      where table_schema = 'public' and is_nullable = 'NO'`,
  );
  const byTable = Map.groupBy(rows, ({ table_name }) => table_name);
  return new Map([...byTable].map(([table, columns]) => [table, columns.map((one) => one.column_name)]));
}

/** An entity that could be written then: what takes a null by now may not have taken one. */
function entityOfThoseDays<K extends RecordedKind>(kind: K, required: readonly string[]): EntityOf<K> {
  const columns: [string, PgColumn][] = Object.entries(getTableColumns(RECORD_TABLES[kind]));
  const fields = columns.filter(([, { name }]) => required.includes(name)).map(([field]) => field);
  const isComplete = (entity: object) =>
    Object.entries(entity).every(([field, value]) => value !== null || !fields.includes(field));
  const [entity] = fc.sample(anyEntity(kind).filter(isComplete), { numRuns: 1, seed: 11 });
  if (entity === undefined) throw new Error('no sample');
  return entity;
}

describe('migrations', () => {
  it('are applied once, however often they are asked for', () =>
    withMigrations(unchanged, async () => {
      const applied = await migrate(postgres);
      expect(applied).toBeGreaterThan(0);
      const noted = await notes();
      expect(noted).toHaveLength(applied);
      expect(await migrate(postgres)).toBe(0);
      expect(await notes()).toEqual(noted);
    }));

  it('are applied by one of several that start at the same time, and no other fails', () =>
    withMigrations(unchanged, async () => {
      const runs = await Promise.all(Array.from({ length: 6 }, () => migrate(postgres)));
      const applied = (await notes()).length;
      expect(runs.sort((a, b) => b - a)).toEqual([applied, 0, 0, 0, 0, 0]);
    }));

  it('keep every row of a database that was made by the first of them', { timeout: 60_000 }, () =>
    withMigrations(onlyTheFirst, async (folder) => {
      expect(await migrate({ ...postgres, folder })).toBe(1);
      const projectId = v7();
      const required = await requiredColumns();
      const kinds = RECORDED_KINDS.filter((kind) => required.has(getTableName(RECORD_TABLES[kind])));
      expect(kinds).toContain('project');
      for (const kind of kinds) {
        const entity = entityOfThoseDays(kind, required.get(getTableName(RECORD_TABLES[kind])) ?? []);
        const row = entity.kind === 'project' ? { ...entity, id: projectId } : { ...entity, projectId };
        const json = toRowJson({ entity: row, revision: 1, deleted: false });
        // Only the columns of those days are there to be filled.
        const table = RECORD_TABLES[kind];
        await db.execute(
          sql`insert into ${table} select * from jsonb_populate_record(null::${table}, ${json}::jsonb)`,
        );
      }
      const rowsOf = async () => {
        const found = await Promise.all(
          kinds.map((kind) => db.execute(sql`select to_jsonb(t) as row from ${RECORD_TABLES[kind]} t`)),
        );
        return found.map(({ rows }) => rows);
      };
      const before = await rowsOf();

      await migrate(postgres);
      expect(await rowsOf()).toMatchObject(before);
      const loaded = await loadProjectRows(db, projectId);
      expect(loaded.map(({ entity }) => entity.kind)).toEqual(kinds);
    }),
  );

  it('leave nothing of theirs behind where one of them fails', () =>
    withMigrations(andOneMore, async (folder) => {
      const failing = 'CREATE TABLE half (a int);--> statement-breakpoint\nCREATE TABLE half (a int);';
      await writeFile(join(folder, 'extra.sql'), failing);
      const error: unknown = await migrate({ ...postgres, folder }).catch((thrown: unknown) => thrown);
      expect(pgCode(error)).toBe('42P07');
      expect(await tables()).toEqual([]);

      await migrate(postgres);
      const made = await tables();
      await expect(migrate({ ...postgres, folder })).rejects.toThrow();
      expect(await tables()).toEqual(made);
      await writeFile(join(folder, 'extra.sql'), 'CREATE TABLE half (a int);');
      expect(await migrate({ ...postgres, folder })).toBe(1);
    }));
});
