/**
 * Applies `migrations/` to a database: `npm run db:migrate` with `DATABASE_URL` (and `NEON_FETCH_ENDPOINT`, where the
 * endpoint is not Neon's), or with `LOCAL_DATABASE_URL` for a PostgreSQL server without Neon.
 */
import { fileURLToPath } from 'node:url';
import { type SQL, sql } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { z } from 'zod';
import { connect, type Database, pgCode } from '#adapters/postgres/index.ts';
import { launchPostgres } from './launch.ts';
import { ServerUrl } from './server-url.ts';

const FOLDER = fileURLToPath(new URL('../../migrations', import.meta.url));

/** drizzle's own table and columns, so that drizzle-kit agrees about what was applied. */
const APPLIED = sql`drizzle.__drizzle_migrations`;

/** One run at a time per database; any number that nobody else locks. Held until the transaction ends. */
const TURN = sql`select pg_advisory_xact_lock(7160583274)`;

/** SQLSTATE of a lost race, as for a serialization failure: the same again may succeed. */
const LOST_RACE = '40001';

/**
 * Brings the database to the newest schema: all missing migrations and the note of them in one transaction, so that
 * a run that is cut off leaves nothing half done (drizzle's own migrator for HTTP sends statement by statement).
 * May run at the same time as another: they take turns, and who comes second finds nothing to do.
 *
 * @param input.folder of other migrations than this project's
 * @returns how many migrations were applied; 0 when there was nothing to do
 */
export async function migrate(input: {
  databaseUrl: string;
  fetchEndpoint?: string;
  folder?: string;
}): Promise<number> {
  const db = connect(input);
  await db.batch([
    db.execute(TURN),
    db.execute(sql`create schema if not exists drizzle`),
    db.execute(
      sql`create table if not exists ${APPLIED} (id serial primary key, hash text not null, created_at bigint)`,
    ),
  ]);
  const known = readMigrationFiles({ migrationsFolder: input.folder ?? FOLDER });
  for (;;) {
    const last = await newest(db);
    const missing = known.filter(({ folderMillis }) => folderMillis > last);
    if (missing.length === 0) return 0;
    const statements = missing.flatMap((migration): SQL[] => [
      ...migration.sql.map((statement) => sql.raw(statement)),
      sql`insert into ${APPLIED} (hash, created_at) values (${migration.hash}, ${migration.folderMillis})`,
    ]);
    try {
      await db.batch([
        db.execute(TURN),
        db.execute(unlessStill(last)),
        ...statements.map((statement) => db.execute(statement)),
      ]);
      return missing.length;
    } catch (error) {
      if (pgCode(error) !== LOST_RACE) throw error;
    }
  }
}

/** Over HTTP a transaction cannot look first and decide then: it fails where somebody else was faster. */
const unlessStill = (last: number): SQL =>
  sql.raw(`do $$ begin
    if (select coalesce(max(created_at), 0) from drizzle.__drizzle_migrations) <> ${last} then
      raise exception 'another migration was faster' using errcode = '${LOST_RACE}';
    end if;
  end $$`);

const Newest = z.object({ rows: z.array(z.object({ last: z.coerce.number().int() })).length(1) });

async function newest(db: Database): Promise<number> {
  const found = await db.execute(sql`select coalesce(max(created_at), 0) as last from ${APPLIED}`);
  return Newest.parse(found).rows[0]?.last ?? 0;
}

const Environment = z
  .object({
    DATABASE_URL: z.string().min(1).optional(),
    NEON_FETCH_ENDPOINT: z.string().min(1).optional(),
    LOCAL_DATABASE_URL: ServerUrl.optional(),
  })
  .refine((given) => (given.DATABASE_URL === undefined) !== (given.LOCAL_DATABASE_URL === undefined), {
    message: 'Set either DATABASE_URL (Neon) or LOCAL_DATABASE_URL (a PostgreSQL server).',
  });

async function main(): Promise<number> {
  const environment = Environment.parse(process.env);
  const { DATABASE_URL: databaseUrl, NEON_FETCH_ENDPOINT: fetchEndpoint } = environment;
  if (databaseUrl !== undefined) {
    return migrate({ databaseUrl, ...(fetchEndpoint === undefined ? {} : { fetchEndpoint }) });
  }
  const { LOCAL_DATABASE_URL: serverUrl = '' } = environment;
  const postgres = await launchPostgres({ serverUrl });
  return migrate(postgres).finally(() => postgres.stop());
}

if (import.meta.main) console.log(JSON.stringify({ event: 'migrated', applied: await main() }));
