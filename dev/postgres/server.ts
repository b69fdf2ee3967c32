/**
 * The local stack's PostgreSQL behind Neon's HTTP protocol, as a process of its own.
 *
 * `node dev/postgres/server.ts`, with `PG_PORT` (default 0: any free port) and either `LOCAL_DATABASE_URL` (of a server
 * that runs already) or `PG_DATA_DIR` (folder of a PGlite database; without it everything is in memory). Prints
 * `{"event":"listening","port":N}` once it takes requests.
 */
import { resolve } from 'node:path';
import { z } from 'zod';
import { claimDataDir } from './data-dir.ts';
import { createEndpoint } from './endpoint.ts';
import type { Engine } from './engine.ts';
import { openPglite } from './pglite-engine.ts';
import { openServer } from './server-engine.ts';
import { describeServer, ServerUrl } from './server-url.ts';

const Environment = z.object({
  PG_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  PG_DATA_DIR: z.string().min(1).optional(),
  // Empty counts as absent: that is how the launcher hides a variable of the shell.
  LOCAL_DATABASE_URL: z.union([z.literal('').transform(() => undefined), ServerUrl]).optional(),
});
type Environment = z.infer<typeof Environment>;

/** Opens the engine and listens. Throws when it cannot start. */
async function start(): Promise<void> {
  const environment = Environment.parse(process.env);
  const { engine, release } = await open(environment);
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

async function open(environment: Environment): Promise<{ engine: Engine; release: () => Promise<void> }> {
  const { LOCAL_DATABASE_URL: serverUrl, PG_DATA_DIR: folder } = environment;
  if (serverUrl !== undefined) return { engine: await reach(serverUrl), release: async () => {} };
  if (folder === undefined) return { engine: await openPglite(), release: async () => {} };
  const dataDir = resolve(folder);
  const release = await claimDataDir(dataDir);
  return { engine: await openPglite(dataDir), release };
}

/** A wrong address or password should end the start, not every request. */
async function reach(serverUrl: string): Promise<Engine> {
  const engine = openServer(serverUrl);
  try {
    await engine.single({ query: 'select 1', params: [] });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`LOCAL_DATABASE_URL, ${describeServer(serverUrl)}: ${reason}`);
  }
  return engine;
}

function fail(error: unknown): void {
  console.error(JSON.stringify({ event: 'postgres-failed', error: String(error) }));
  process.exit(1);
}

start().catch(fail);
