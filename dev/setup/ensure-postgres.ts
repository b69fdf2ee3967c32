import { existsSync, globSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { installPackages } from './apt-get.ts';

/** Where packages put the programs of a server, which Debian keeps out of the PATH. */
const FOLDERS = [
  '/usr/lib/postgresql/*/bin',
  '/usr/pgsql-*/bin',
  '/opt/homebrew/opt/postgresql@*/bin',
  '/usr/local/opt/postgresql@*/bin',
];

/**
 * The folder with `initdb` and `postgres`: that of the PATH where there is one, else of the newest version installed.
 *
 * @param patterns globs of folders whose last number is the version
 */
export function findPostgres(
  path = process.env.PATH ?? '',
  patterns: readonly string[] = FOLDERS,
): string | null {
  const installed = patterns.flatMap((pattern) => globSync(pattern)).sort((a, b) => version(b) - version(a));
  const isComplete = (folder: string) =>
    ['initdb', 'postgres'].every((program) => existsSync(join(folder, program)));
  return [...path.split(delimiter).filter((folder) => folder !== ''), ...installed].find(isComplete) ?? null;
}

const version = (folder: string) => Number(/([\d.]+)$/.exec(dirname(folder))?.[1] ?? 0);

/** Installs Debian's package where that is allowed, else says what to run and ends the process with code 1. */
export function ensurePostgres(): string {
  const found = findPostgres();
  if (found !== null) return found;
  console.error('PostgreSQL not found.');
  if (process.getuid?.() === 0) console.error('Installing PostgreSQL with apt-get …');
  const installed = installPackages(['postgresql']) ? findPostgres() : null;
  if (installed !== null) return installed;
  console.error(
    'Install the programs of a PostgreSQL server (initdb, postgres), then run this again:\n\n' +
      '  Debian, Ubuntu: sudo apt-get update && sudo apt-get install -y postgresql\n' +
      '  macOS: brew install postgresql@17\n' +
      '  Fedora: sudo dnf install postgresql-server\n',
  );
  process.exit(1);
}
