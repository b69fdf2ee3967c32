import { join } from 'node:path';
import { connect, type Database } from '#adapters/postgres/index.ts';
import { createScratchDatabase, LOCAL_SERVER } from '#dev/postgres/scratch-database.ts';
import type { LatencyPatch } from '#dev/simulators/latency.ts';
import { ROOT } from '#dev/stack/paths.ts';
import { type Stack, startStack } from '#dev/stack/start-stack.ts';
import type { Policy } from '#domain/pipeline/context.ts';
import { Client } from './client.ts';
import { Providers } from './providers.ts';
import { makeTestFolder, removeTestFolder } from './test-folder.ts';

/** The engine with short patience, so that a test sees in seconds what production sees in minutes. */
export const IMPATIENT: Partial<Policy> = {
  leaseSeconds: 6,
  resendSeconds: 3,
  resendCapSeconds: 6,
  pollSeconds: 2,
  pollCapSeconds: 4,
  searchSeconds: 1,
  backoffBaseSeconds: 0.2,
  backoffCapSeconds: 2,
  recordsResendSeconds: 3,
};

/** Longer than any simulator takes that does not hang. In seconds. */
const PROVIDER_TIMEOUT = 6;

/** Providers that answer almost at once. */
export const QUICK: LatencyPatch = {
  image: { meanMs: 250, jitterMs: 100 },
  video: { meanMs: 400, jitterMs: 150 },
  transcription: { meanMs: 100, jitterMs: 0 },
  chat: { meanMs: 100, jitterMs: 0 },
};

/** Where the simulators' stock of pictures and clips outlives a test, since drawing it takes longer than most tests. */
const POOL = join(ROOT, 'node_modules/.cache/omvee-pool');

/** A whole stack of a test's own, with what a test needs beside it. */
export interface TestStack {
  readonly stack: Stack;
  /** The API as the owner of the development key sees it. */
  readonly client: Client;
  readonly providers: Providers;
  /** The Postgres behind it, asked directly. */
  readonly database: Database;
  /** A folder for files, removed at the end. */
  readonly folder: string;
  /** Ends everything and removes what it left. */
  stop(): Promise<void>;
}

/**
 * Starts a stack on free ports with a state folder of its own.
 *
 * @param options.draws whether the simulators draw each picture, or hand out a few again and again
 */
export async function startTestStack(
  options: { draws?: 'real' | 'pool'; latency?: LatencyPatch; policy?: Partial<Policy> } = {},
): Promise<TestStack> {
  const folder = await makeTestFolder();
  const scratch = LOCAL_SERVER === undefined ? null : await createScratchDatabase(LOCAL_SERVER);
  const stack = await startStack({
    stateDir: join(folder, 'state'),
    ...stackSettings(options),
    serverUrl: scratch?.serverUrl,
    quiet: true,
    withoutDocker: true,
  }).catch(async (error: unknown) => {
    await scratch?.drop();
    throw error;
  });
  return {
    stack,
    client: new Client(stack.apiUrl, stack.apiKey),
    providers: new Providers(stack.simulatorUrl),
    database: connect({ databaseUrl: stack.databaseUrl, fetchEndpoint: `${stack.postgresUrl}/sql` }),
    folder,
    async stop() {
      await stack.stop();
      await scratch?.drop();
      await removeTestFolder(folder);
    },
  };
}

/** What a stack of tests is told beyond where it keeps its state. */
export function stackSettings(
  options: { draws?: 'real' | 'pool'; latency?: LatencyPatch; policy?: Partial<Policy> } = {},
): { simulatorEnv: Record<string, string>; vars: Record<string, string> } {
  const { draws = 'pool', latency = {}, policy = {} } = options;
  return {
    simulatorEnv: {
      SIM_DRAW: draws,
      SIM_POOL_DIR: POOL,
      SIM_LATENCY: JSON.stringify({ ...QUICK, ...latency }),
    },
    vars: {
      POLICY: JSON.stringify({ ...IMPATIENT, ...policy }),
      PROVIDER_TIMEOUT_SECONDS: String(PROVIDER_TIMEOUT),
    },
  };
}
