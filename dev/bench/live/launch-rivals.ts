import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

/** Debian's own Python, whose packages apt-get installs. */
const PYTHON = '/usr/bin/python3';
const INSTALL = 'sudo apt-get install -y redis-server python3-fastapi python3-uvicorn python3-redis';

const Listening = z.object({ event: z.literal('listening'), port: z.int().positive() });

/** Ports by name; the logged ones write every event to a log on disk before anybody hears of it, as ours does. */
export interface Rivals {
  readonly fastapi: number;
  readonly node: number;
  readonly fastapiLogged: number;
  readonly nodeLogged: number;
  stop(): Promise<void>;
}

/**
 * Redis and two servers before it, on ports of their own. This Redis writes nothing to disk, which is the fastest it
 * can be: its pub/sub keeps no event in any case. Beside it the same with a Redis that has written before it tells.
 *
 * @param folder where each Redis has its socket and its log
 * @throws Error that says what to install
 */
export async function launchRivals(folder: string): Promise<Rivals> {
  requireProgram('redis-server', ['--version']);
  requireProgram(PYTHON, ['-c', 'import fastapi, uvicorn, redis.asyncio']);
  const children: ChildProcess[] = [];
  const end = () => {
    for (const child of children) child.kill('SIGKILL');
  };
  // Also where the bench itself falls.
  process.once('exit', end);
  const run = (command: string, args: readonly string[]) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'], cwd: folder });
    children.push(child);
    return child;
  };
  const startRedis = async (name: string, writing: readonly string[]): Promise<string> => {
    const socket = join(folder, `${name}.sock`);
    const place = ['--port', '0', '--unixsocket', socket, '--dir', folder];
    run('redis-server', [...place, '--save', '', ...writing]).stdout?.resume();
    await untilRedis(socket);
    return socket;
  };
  const plain = await startRedis('redis', ['--appendonly', 'no']);
  const logged = await startRedis('logged', ['--appendonly', 'yes', '--appendfsync', 'always']);
  const rivals = join(import.meta.dirname, 'rivals');
  const fastapi = (...args: string[]) => portOf(run(PYTHON, [join(rivals, 'fastapi_redis.py'), ...args]));
  const node = (...args: string[]) => portOf(run(process.execPath, [join(rivals, 'node-redis.ts'), ...args]));
  return {
    fastapi: await fastapi(plain),
    node: await node(plain),
    fastapiLogged: await fastapi(logged, 'log'),
    nodeLogged: await node(logged, 'log'),
    async stop() {
      process.off('exit', end);
      // Whoever listens to Redis goes before it, and has nothing to complain of.
      for (const child of children.toReversed()) {
        if (child.exitCode !== null || child.signalCode !== null) continue;
        const gone = once(child, 'exit');
        child.kill('SIGKILL');
        await gone;
      }
    },
  };
}

function requireProgram(command: string, args: readonly string[]): void {
  const { status, error } = spawnSync(command, args, { stdio: 'ignore' });
  if (error !== undefined || status !== 0) {
    throw new Error(
      `The servers to compare with are missing. Install them, then run this again:\n\n  ${INSTALL}\n`,
    );
  }
}

async function untilRedis(socket: string): Promise<void> {
  const { connect } = await import('node:net');
  for (let tries = 0; tries < 100; tries += 1) {
    const connection = connect(socket);
    const answered = await Promise.race([
      once(connection, 'connect').then(() => true),
      once(connection, 'error').then(() => false),
    ]).catch(() => false);
    connection.destroy();
    if (answered) return;
    await sleep(50);
  }
  throw new Error('Redis did not start.');
}

async function portOf(child: ChildProcess): Promise<number> {
  if (child.stdout === null) throw new Error('the process has no output');
  for await (const line of createInterface({ input: child.stdout }))
    return Listening.parse(JSON.parse(line)).port;
  throw new Error(`a server to compare with did not start (exit code ${child.exitCode})`);
}
