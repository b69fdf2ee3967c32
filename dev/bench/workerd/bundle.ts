import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '#dev/stack/paths.ts';

const { resolve } = createRequire(import.meta.url);

/** The same day's platform for all, as in `wrangler.toml`. */
export const COMPATIBILITY_DATE = '2026-10-01';

/** wrangler asks nobody and tells nobody. */
const QUIET = {
  CI: '1',
  NO_COLOR: '1',
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_SEND_ERROR_REPORTS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  WRANGLER_WRITE_LOGS: 'false',
};

/** The API as it would be deployed, in one module. Resolves with the file. */
export function bundleApi(folder: string): Promise<string> {
  return bundle(join(ROOT, 'src/index.ts'), folder, ['--config', join(ROOT, 'wrangler.toml')]);
}

/** Another Worker, built in the same way. */
export function bundleWorker(entry: string, folder: string): Promise<string> {
  return bundle(entry, folder, [
    ...['--config', '/dev/null'],
    ...['--name', 'bench'],
    ...['--compatibility-date', COMPATIBILITY_DATE],
    ...['--compatibility-flags', 'nodejs_compat'],
  ]);
}

async function bundle(entry: string, folder: string, args: readonly string[]): Promise<string> {
  const outdir = join(folder, basename(entry, '.ts'));
  const wrangler = join(dirname(resolve('wrangler/package.json')), 'bin/wrangler.js');
  const dryRun = ['deploy', entry, '--dry-run', '--containers-rollout=none', '--outdir', outdir];
  await promisify(execFile)(process.execPath, [wrangler, ...dryRun, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...QUIET },
  });
  return join(outdir, `${basename(entry, '.ts')}.js`);
}
