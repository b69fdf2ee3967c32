/**
 * `npm run lock:complete`: adds to `package-lock.json` the builds of `workerd` for other platforms, which npm leaves
 * out where the registry serves only some of them. Without them `npm ci` stops with "Missing: … from lock file", and
 * other platforms get no runtime. With `--check` nothing is written and the exit code is 1 when some are missing.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ROOT } from '#dev/stack/paths.ts';

const Entry = z.looseObject({
  version: z.string().optional(),
  dev: z.boolean().optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});
export const Lock = z.looseObject({ packages: z.record(z.string(), Entry) });
export type Lock = z.infer<typeof Lock>;

const PLATFORMS: Readonly<Record<string, string>> = { darwin: 'darwin', linux: 'linux', windows: 'win32' };
const CPUS: Readonly<Record<string, string>> = { 64: 'x64', arm64: 'arm64' };

/** The lock with every build of each `workerd` in it, nested ones too, and the places that were added. */
export function completeLock(lock: Lock): { lock: Lock; added: string[] } {
  const packages = { ...lock.packages };
  const added: string[] = [];
  for (const [place, entry] of Object.entries(lock.packages)) {
    if (!/(^|\/)node_modules\/workerd$/.test(place)) continue;
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const seen = lookUp(packages, place, name);
      if (seen !== undefined && packages[seen]?.version === version) continue;
      const beside = `${place.slice(0, -'workerd'.length)}${name}`;
      const free = packages[beside] === undefined ? beside : `${place}/node_modules/${name}`;
      packages[free] = build(name, version, entry.dev === true);
      added.push(free);
    }
  }
  // npm keeps the places sorted; so the next `npm install` changes nothing.
  const sorted = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  return { lock: added.length === 0 ? lock : { ...lock, packages: Object.fromEntries(sorted) }, added };
}

/** Where Node would find a package, seen from `place`: inside it, beside it, or further out. */
function lookUp(packages: Lock['packages'], place: string, name: string): string | undefined {
  for (let from = place; ; from = from.slice(0, Math.max(0, from.lastIndexOf('node_modules/') - 1))) {
    const found = `${from === '' ? '' : `${from}/`}node_modules/${name}`;
    if (packages[found] !== undefined) return found;
    if (from === '') return undefined;
  }
}

function build(name: string, version: string, isDev: boolean) {
  const [, system = '', processor = ''] = /workerd-([a-z]+)-(\w+)$/.exec(name) ?? [];
  const os = PLATFORMS[system];
  const cpu = CPUS[processor];
  if (os === undefined || cpu === undefined) throw new Error(`Unknown platform of ${name}.`);
  return {
    version,
    cpu: [cpu],
    ...(isDev ? { dev: true } : {}),
    license: 'Apache-2.0',
    optional: true,
    os: [os],
  };
}

async function main(isCheck: boolean): Promise<void> {
  const file = join(ROOT, 'package-lock.json');
  const { lock, added } = completeLock(Lock.parse(JSON.parse(await readFile(file, 'utf8'))));
  for (const place of added) console.log(`${isCheck ? 'missing' : 'added'}: ${place}`);
  if (added.length === 0) console.log('The lock lists every build of workerd.');
  else if (isCheck) process.exitCode = 1;
  else await writeFile(file, `${JSON.stringify(lock, null, 2)}\n`);
}

if (import.meta.main) await main(process.argv.includes('--check'));
