import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const SERVER = fileURLToPath(new URL('./server.ts', import.meta.url));

const Listening = z.object({ event: z.literal('listening'), port: z.int().positive() });

/** A running local Postgres. `databaseUrl` and `fetchEndpoint` are what `connect()` takes. */
export interface LocalPostgres {
  readonly port: number;
  readonly databaseUrl: string;
  readonly fetchEndpoint: string;
  /** Ends the process in good order, or with SIGKILL, as a crash would. Resolves when it is gone. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/**
 * Starts `server.ts` as a process and waits until it listens. A new database takes a few seconds to make.
 *
 * @param input.port 0 or absent: any free port
 * @param input.dataDir the folder of a PGlite database; in memory when absent
 * @param input.serverUrl of a server to stand before in the place of PGlite
 */
export async function launchPostgres(
  input: { port?: number; dataDir?: string; serverUrl?: string } = {},
): Promise<LocalPostgres> {
  const { port = 0, dataDir, serverUrl } = input;
  const child = spawn(process.execPath, [SERVER], {
    env: {
      PATH: process.env.PATH,
      PG_PORT: String(port),
      ...(dataDir === undefined ? {} : { PG_DATA_DIR: dataDir }),
      ...(serverUrl === undefined ? {} : { LOCAL_DATABASE_URL: serverUrl }),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const listening = await firstLine(child);
  return {
    port: listening.port,
    databaseUrl: `postgres://omvee:omvee@127.0.0.1:${listening.port}/omvee`,
    fetchEndpoint: `http://127.0.0.1:${listening.port}/sql`,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
    },
  };
}

async function firstLine(child: ChildProcess): Promise<z.infer<typeof Listening>> {
  if (child.stdout === null) throw new Error('the process has no output');
  for await (const line of createInterface({ input: child.stdout })) return Listening.parse(JSON.parse(line));
  throw new Error(`the local Postgres did not start (exit code ${child.exitCode})`);
}
