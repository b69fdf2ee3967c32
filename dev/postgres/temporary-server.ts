import { randomBytes } from 'node:crypto';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { Client } from 'pg';

const USER = 'omvee';
/** A port can be taken between our look and the server's start. */
const STARTS = 3;
const START_SECONDS = 60;
const STOP_SECONDS = 20;

/** A PostgreSQL server that lives as long as what it was started for. */
export interface TemporaryServer {
  /** With a password that only this process knows. */
  readonly serverUrl: string;
  /** Ends the server by its process id and removes its folder. May be called twice. */
  stop(): Promise<void>;
}

/** Who runs the server: root may not. */
interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * Makes a new database cluster in a temporary folder and starts a server over it, on a free port of the loopback
 * interface. What it writes need not survive, so it never waits for the disk.
 *
 * @param programs folder of `initdb` and `postgres`
 */
export async function startTemporaryServer(programs: string): Promise<TemporaryServer> {
  const account = await unprivileged();
  // A short path: it holds a Unix socket, whose name has little room.
  const folder = await mkdtemp(join(tmpdir(), 'omvee-pg-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const password = randomBytes(24).toString('hex');
    const passwordFile = join(folder, 'password');
    await writeFile(passwordFile, password, { mode: 0o600 });
    for (const path of [folder, passwordFile]) await give(path, account);
    const dataDir = join(folder, 'data');
    await execa(
      join(programs, 'initdb'),
      [
        ...['-D', dataDir, '-U', USER, '--pwfile', passwordFile, '--auth', 'scram-sha-256'],
        ...['--encoding', 'UTF8', '--locale', 'C', '--no-sync'],
      ],
      { ...account, cwd: folder },
    );
    for (let start = 1; ; start += 1) {
      const port = await freePort();
      const serverUrl = `postgres://${USER}:${password}@127.0.0.1:${port}/postgres`;
      const server = run(programs, dataDir, folder, port, account);
      try {
        await server.untilReady(serverUrl);
      } catch (error) {
        await server.stop();
        if (start === STARTS) throw error;
        continue;
      }
      return { serverUrl, stop: () => server.stop().finally(remove) };
    }
  } catch (error) {
    await remove();
    throw error;
  }
}

function run(programs: string, dataDir: string, folder: string, port: number, account: Account) {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: folder,
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
  };
  const server = execa(
    join(programs, 'postgres'),
    [
      ...['-D', dataDir, '-p', String(port)],
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    // In a group of its own: Ctrl-C must end the tests first.
    { ...account, cwd: folder, detached: true, reject: false, all: true, stdin: 'ignore' },
  );
  let isOver = false;
  const end = server.then((result) => {
    isOver = true;
    return result;
  });
  return {
    async untilReady(serverUrl: string): Promise<void> {
      const deadline = Date.now() + START_SECONDS * 1000;
      for (;;) {
        if (isOver) throw new Error(`The PostgreSQL server ended at its start.\n${(await end).all}`);
        if (await answers(serverUrl)) return;
        if (Date.now() > deadline) throw new Error(`No answer of PostgreSQL within ${START_SECONDS} s.`);
        await sleep(50);
      }
    },
    async stop(): Promise<void> {
      if (isOver) return;
      // "Fast": ends sessions, then itself. SIGQUIT does not even wait for them.
      server.kill('SIGINT');
      const patience = setTimeout(() => server.kill('SIGQUIT'), STOP_SECONDS * 1000);
      await end;
      clearTimeout(patience);
    },
  };
}

async function answers(serverUrl: string): Promise<boolean> {
  const client = new Client({ connectionString: serverUrl, connectionTimeoutMillis: 5_000 });
  // It may break after it was made, while the server still starts.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    // Not yet; the caller asks again until its patience ends.
    return false;
  } finally {
    await client.end();
  }
}

/** For root the account of Debian's package, else of nobody; for anybody else their own. */
async function unprivileged(): Promise<Account> {
  if (process.getuid?.() !== 0) return {};
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = await Promise.all(
      ['-u', '-g'].map(async (which) => (await execa('id', [which, name], { reject: false })).stdout),
    );
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error('PostgreSQL does not run as root, and there is no account "postgres" or "nobody".');
}

async function give(path: string, { uid, gid }: Account): Promise<void> {
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address !== null
          ? resolve(address.port)
          : reject(new Error('no port')),
      );
    });
  });
}
