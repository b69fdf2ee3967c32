/**
 * Applies `migrations/` to a database. `npm run db:migrate` runs it with `DATABASE_URL` (and, for the local stack,
 * `NEON_FETCH_ENDPOINT`).
 */
import { fileURLToPath } from 'node:url';
import { type SQL, sql } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { z } from 'zod';
import { connect, type Database } from '#adapters/postgres/index.ts';

const FOLDER = fileURLToPath(new URL('../../migrations', import.meta.url));

/** drizzle's own table and columns, so that drizzle-kit agrees about what was applied. */
const APPLIED = sql`drizzle.__drizzle_migrations`;

/**
 * Brings the database to the newest schema: all missing migrations and the note of them in one transaction, so that
 * a run that is cut off leaves nothing half done (drizzle's own migrator for HTTP sends statement by statement).
 * A second run at the same time loses on its first CREATE and may be repeated.
 *
 * @returns how many migrations were applied; 0 when there was nothing to do
 */
export async function migrate(input: { databaseUrl: string; fetchEndpoint?: string }): Promise<number> {
  const db = connect(input);
  await db.batch([
    db.execute(sql`create schema if not exists drizzle`),
    db.execute(
      sql`create table if not exists ${APPLIED} (id serial primary key, hash text not null, created_at bigint)`,
    ),
  ]);
  const last = await newest(db);
  const missing = readMigrationFiles({ migrationsFolder: FOLDER }).filter(
    ({ folderMillis }) => folderMillis > last,
  );
  const statements = missing.flatMap((migration): SQL[] => [
    ...migration.sql.map((statement) => sql.raw(statement)),
    sql`insert into ${APPLIED} (hash, created_at) values (${migration.hash}, ${migration.folderMillis})`,
  ]);
  const [first, ...rest] = statements.map((statement) => db.execute(statement));
  if (first !== undefined) await db.batch([first, ...rest]);
  return missing.length;
}

const Newest = z.object({ rows: z.array(z.object({ last: z.coerce.number() })).length(1) });

async function newest(db: Database): Promise<number> {
  const found = await db.execute(sql`select coalesce(max(created_at), 0) as last from ${APPLIED}`);
  return Newest.parse(found).rows[0]?.last ?? 0;
}

if (import.meta.main) {
  const environment = z
    .object({ DATABASE_URL: z.string().min(1), NEON_FETCH_ENDPOINT: z.string().min(1).optional() })
    .parse(process.env);
  const fetchEndpoint = environment.NEON_FETCH_ENDPOINT;
  const applied = await migrate({
    databaseUrl: environment.DATABASE_URL,
    ...(fetchEndpoint === undefined ? {} : { fetchEndpoint }),
  });
  console.log(JSON.stringify({ event: 'migrated', applied }));
}
