import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import { RECORDED_KINDS, type RecordedEntity, type RecordedKind } from '#contracts/entities/index.ts';
import type { Database } from './connect.ts';
import { asking } from './database-error.ts';
import { RECORD_TABLES, toRowJson } from './rows.ts';
import { projects } from './schema/index.ts';

/**
 * A project with this revision was removed for good: no record can be newer, and none of its parts may return
 * except usage, because the money was spent.
 */
export const REMOVED_REVISION = Number.MAX_SAFE_INTEGER;

/**
 * Characters of row JSON per request. A row travels as a JSON string within JSON, at most 3 bytes a character, and
 * Neon takes 10 MiB.
 */
const MAX_CHARACTERS = 3_000_000;

/**
 * Brings Postgres up to date, one request and transaction per 3 million characters of rows. May be called twice,
 * late and in any order: a row changes only to a higher revision (P10). Throws a DatabaseError.
 */
export async function recordEntities(db: Database, records: readonly RecordedEntity[]): Promise<void> {
  for (const chunk of chunks(newest(records))) {
    const statements = RECORDED_KINDS.flatMap((kind) => {
      const rows = chunk.filter((row) => row.kind === kind);
      return rows.length === 0 ? [] : [db.execute(upsert(kind, rows))];
    });
    await asking('records', () => db.batch([db.execute(lock(chunk)), ...statements]));
  }
}

/**
 * Makes records and the removal of their projects wait for each other: else a removal would not see, and leave, what
 * a batch beside it has written and not committed. In order of ids, against deadlocks.
 */
function lock(rows: readonly Row[]): SQL {
  const ids = [...new Set(rows.map(({ projectId }) => projectId))];
  return sql`select ${projects.id} from ${projects} where ${projects.id} = any(${`{${ids.join()}}`}::uuid[])
    order by ${projects.id} for no key update`;
}

interface Row {
  readonly kind: RecordedKind;
  readonly projectId: string;
  readonly json: string;
}

/**
 * The highest revision of each id: one INSERT … ON CONFLICT must not touch a row twice (SQLSTATE 21000). In order
 * of ids, because two batches that lock the same rows in different orders end in a deadlock.
 */
function newest(records: readonly RecordedEntity[]): Row[] {
  const byId = new Map<string, RecordedEntity>();
  for (const record of records) {
    const known = byId.get(record.entity.id);
    if (known === undefined || known.revision < record.revision) byId.set(record.entity.id, record);
  }
  return [...byId]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, record]) => {
      const { entity } = record;
      const projectId = entity.kind === 'project' ? entity.id : entity.projectId;
      return { kind: entity.kind, projectId, json: toRowJson(record) };
    });
}

function chunks(rows: readonly Row[]): Row[][] {
  const result: Row[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    if (size + row.json.length > MAX_CHARACTERS) {
      result.push([]);
      size = 0;
    }
    result.at(-1)?.push(row);
    size += row.json.length;
  }
  return result;
}

/**
 * One statement per table with one parameter, whatever the number of rows: the types come from the table itself,
 * and neither the limit of 65,535 parameters nor a plan per batch size matters.
 */
function upsert(kind: RecordedKind, rows: readonly Row[]): SQL {
  const table = RECORD_TABLES[kind];
  const names = Object.values(getTableColumns(table)).map((column) => sql.identifier(column.name));
  const columns = sql.join(names, sql`, `);
  const changes = sql.join(
    names.map((name) => sql`${name} = excluded.${name}`),
    sql`, `,
  );
  // A value, not `not exists`: that one Postgres joins, and reads all projects for it.
  const kept =
    kind === 'project' || kind === 'usage'
      ? sql`true`
      : sql`coalesce((select ${projects.revision} from ${projects} where ${projects.id} = incoming.project_id), 0)
          < ${sql.raw(String(REMOVED_REVISION))}`;
  return sql`insert into ${table} (${columns})
    select ${columns} from jsonb_populate_recordset(null::${table}, ${`[${rows.map((row) => row.json).join()}]`}::jsonb) as incoming
    where ${kept}
    on conflict (id) do update set ${changes} where ${table.revision} < excluded.revision`;
}
