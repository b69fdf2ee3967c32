import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { z } from 'zod';

/** wrangler brings the runtime along. */
const WORKERD: string = createRequire(createRequire(import.meta.url).resolve('wrangler/package.json'))(
  'workerd',
).default;

/** What workerd tells its supervisor of each socket. */
const Listening = z.object({ event: z.literal('listen'), socket: z.string(), port: z.int().positive() });

export interface Workerd {
  readonly pid: number;
  /** Port by name of the socket. */
  readonly ports: ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

/** Runs a configuration until it is stopped. Its log goes to `workerd.log` in the folder. */
export async function launchWorkerd(
  folder: string,
  configFile: string,
  sockets: number,
  extra: readonly string[] = [],
): Promise<Workerd> {
  const logFile = join(folder, 'workerd.log');
  const log = openSync(logFile, 'a');
  const child = spawn(WORKERD, ['serve', '--control-fd=3', ...extra, configFile], {
    stdio: ['ignore', log, log, 'pipe'],
  });
  closeSync(log);
  // Also where the bench itself falls.
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  const ports = await portsOf(child, sockets);
  if (child.pid === undefined || ports.size < sockets) {
    throw new Error(`workerd did not start:\n${readFileSync(logFile, 'utf8').slice(-2000)}`);
  }
  return {
    pid: child.pid,
    ports,
    async stop() {
      process.off('exit', end);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

async function portsOf(child: ChildProcess, sockets: number): Promise<Map<string, number>> {
  const ports = new Map<string, number>();
  // The fourth of `stdio`, which was asked for as a pipe.
  const control = child.stdio[3] as Readable;
  for await (const line of createInterface({ input: control })) {
    const told = Listening.safeParse(JSON.parse(line));
    if (told.success) ports.set(told.data.socket, told.data.port);
    if (ports.size === sockets) break;
  }
  return ports;
}
