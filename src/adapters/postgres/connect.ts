import { neon, neonConfig } from '@neondatabase/serverless';
import { sql } from 'drizzle-orm';
import { drizzle, type NeonHttpDatabase } from 'drizzle-orm/neon-http';
import { asking } from './database-error.ts';

export type Database = NeonHttpDatabase;

/** Longer than Neon needs to wake a sleeping compute; a call that hangs must end some time (P4). */
const REQUEST_TIMEOUT_MILLISECONDS = 20_000;

/** Local endpoints by the `host:port` of their connection string. Empty in production. */
const localEndpoints = new Map<string, string>();
const neonEndpoint = neonConfig.fetchEndpoint;

/**
 * Connects to Postgres through Neon's HTTP endpoint: nothing is opened, each statement or batch is one request.
 *
 * @param input.databaseUrl connection string, `postgres://user:password@host/database`
 * @param input.fetchEndpoint URL of another endpoint that speaks the same protocol, for the local stack alone.
 * The driver's setting is global to the process, so ours looks the endpoint up by the host of the query.
 */
export function connect(input: { databaseUrl: string; fetchEndpoint?: string }): Database {
  if (input.fetchEndpoint !== undefined) {
    const { hostname, port } = new URL(input.databaseUrl);
    localEndpoints.set(`${hostname}:${port}`, input.fetchEndpoint);
    neonConfig.fetchEndpoint = (host, atPort, options) =>
      localEndpoints.get(`${host}:${atPort}`) ??
      (typeof neonEndpoint === 'function' ? neonEndpoint(host, atPort, options) : neonEndpoint);
  }
  neonConfig.fetchFunction = (url: string, init: RequestInit) =>
    fetch(url, { ...init, signal: AbortSignal.timeout(REQUEST_TIMEOUT_MILLISECONDS) });
  return drizzle(neon(input.databaseUrl));
}

/** Resolves when Postgres answers; throws a DatabaseError otherwise. For health checks. */
export async function ping(db: Database): Promise<void> {
  await asking('ping', () => db.execute(sql`select 1`));
}
