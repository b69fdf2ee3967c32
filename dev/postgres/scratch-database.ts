import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { type LocalPostgres, launchPostgres } from './launch.ts';
import { withDatabase } from './server-url.ts';

/** An empty database that nobody else uses. */
export interface ScratchDatabase {
  readonly serverUrl: string;
  /** Removes it, and ends whatever is connected to it. */
  drop(): Promise<void>;
}

/** The server that tests and benches use in the place of PGlite: `LOCAL_DATABASE_URL`; undefined where it is not set. */
export const LOCAL_SERVER = process.env.LOCAL_DATABASE_URL || undefined;

/**
 * Makes a new database on a server, so that tests can run side by side.
 *
 * @param serverUrl any database of the server; its user must be allowed to make others
 */
export async function createScratchDatabase(serverUrl: string): Promise<ScratchDatabase> {
  const name = `omvee_scratch_${randomUUID().replaceAll('-', '')}`;
  // Template 0, because nobody can be connected to it, which would be an error.
  await command(serverUrl, `CREATE DATABASE ${name} TEMPLATE template0`);
  return {
    serverUrl: withDatabase(serverUrl, name),
    drop: () => command(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

/** A Postgres of one's own behind Neon's protocol: on the server of `LOCAL_DATABASE_URL`, else PGlite in memory. */
export async function launchScratchPostgres(): Promise<LocalPostgres> {
  if (LOCAL_SERVER === undefined) return launchPostgres();
  const { serverUrl, drop } = await createScratchDatabase(LOCAL_SERVER);
  try {
    const postgres = await launchPostgres({ serverUrl });
    return { ...postgres, stop: (signal) => postgres.stop(signal).finally(drop) };
  } catch (error) {
    await drop();
    throw error;
  }
}

async function command(serverUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
