/**
 * The local stack's PostgreSQL: PGlite behind Neon's HTTP protocol, as a process of its own.
 *
 * `node dev/postgres/server.ts`, with `PG_PORT` (default 0: any free port) and `PG_DATA_DIR` (the database's folder;
 * without it everything is in memory). Prints `{"event":"listening","port":N}` once it takes requests.
 */
import { resolve } from 'node:path';
import { z } from 'zod';
import { claimDataDir } from './data-dir.ts';
import { createEndpoint } from './endpoint.ts';
import { openPglite } from './pglite-engine.ts';

const Environment = z.object({
  PG_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  PG_DATA_DIR: z.string().min(1).optional(),
  LOCAL_DATABASE_URL: z.string().min(1).optional(),
});

/** Takes the folder, opens the engine and listens. Throws when it cannot start. */
async function start(): Promise<void> {
  const environment = Environment.parse(process.env);
  if (environment.LOCAL_DATABASE_URL !== undefined) {
    throw new Error(
      'LOCAL_DATABASE_URL is not supported yet: no driver for a PostgreSQL server is installed',
    );
  }
  const dataDir = environment.PG_DATA_DIR === undefined ? undefined : resolve(environment.PG_DATA_DIR);
  const release = dataDir === undefined ? async () => {} : await claimDataDir(dataDir);
  const engine = await openPglite(dataDir);
  const server = createEndpoint(engine);

  const stop = async () => {
    server.close();
    server.closeAllConnections();
    await engine.close();
    await release();
    process.exit(0);
  };
  process.once('SIGTERM', () => stop().catch(fail));
  process.once('SIGINT', () => stop().catch(fail));

  server.once('error', fail);
  server.listen(environment.PG_PORT, '127.0.0.1', () => {
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : null;
    console.log(JSON.stringify({ event: 'listening', port }));
  });
}

function fail(error: unknown): void {
  console.error(JSON.stringify({ event: 'postgres-failed', error: String(error) }));
  process.exit(1);
}

start().catch(fail);
