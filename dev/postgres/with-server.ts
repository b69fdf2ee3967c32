/**
 * Runs a command with a PostgreSQL server of its own, whose URL it finds in `LOCAL_DATABASE_URL`:
 * `npm run with:postgres -- npm run test:database`. Installs PostgreSQL where that is allowed. The server and what it
 * stored are gone afterwards, whatever became of the command; the exit code is the command's.
 */
import { constants } from 'node:os';
import { execa } from 'execa';
import { ensurePostgres } from '#dev/setup/ensure-postgres.ts';
import { startTemporaryServer } from './temporary-server.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

async function main(args: readonly string[]): Promise<number> {
  const [command, ...rest] = args[0] === '--' ? args.slice(1) : args;
  if (command === undefined) {
    console.error('Usage: npm run with:postgres -- COMMAND [ARGUMENT …]');
    return 2;
  }
  // From the first moment, so that no signal leaves a server behind. Ctrl-C reaches the command by itself, too.
  const stopped = new AbortController();
  for (const signal of SIGNALS) process.on(signal, () => stopped.abort(signal));

  const server = await startTemporaryServer(ensurePostgres());
  try {
    if (stopped.signal.aborted) return codeOf(stopped.signal.reason);
    const child = execa(command, rest, {
      stdio: 'inherit',
      reject: false,
      env: { LOCAL_DATABASE_URL: server.serverUrl },
    });
    stopped.signal.addEventListener('abort', () => child.kill('SIGTERM'));
    const result = await child;
    if (result.exitCode !== undefined) return result.exitCode;
    console.error(result.shortMessage);
    return codeOf(result.signal);
  } finally {
    await server.stop();
  }
}

/** As a shell answers for a command that a signal ended. */
const codeOf = (signal: unknown): number =>
  128 + (Object.entries(constants.signals).find(([name]) => name === signal)?.[1] ?? 0);

process.exitCode = await main(process.argv.slice(2));
