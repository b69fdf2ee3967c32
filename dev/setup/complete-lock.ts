/**
 * `npm run lock:complete`: adds to `package-lock.json` the builds of programs (`workerd`, `biome`) for other platforms,
 * which npm leaves out where the registry serves only some of them. Without them `npm ci` stops with "Missing: … from
 * lock file", and other platforms get no runtime. With `--check` nothing is written and the exit code is 1 when some are missing.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ROOT } from '#dev/stack/paths.ts';

const Entry = z.looseObject({
  version: z.string().optional(),
  dev: z.boolean().optional(),
  license: z.string().optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});
export const Lock = z.looseObject({ packages: z.record(z.string(), Entry) });
type Entry = z.infer<typeof Entry>;
export type Lock = z.infer<typeof Lock>;

const SYSTEMS: Readonly<Record<string, string>> = {
  android: 'android',
  darwin: 'darwin',
  linux: 'linux',
  win32: 'win32',
  windows: 'win32',
};
const PROCESSORS: Readonly<Record<string, string>> = { 64: 'x64', x64: 'x64', arm64: 'arm64' };

/** The lock with the builds of each program in it, nested ones too, and the places that were added. */
export function completeLock(lock: Lock): { lock: Lock; added: string[] } {
  const packages = { ...lock.packages };
  const added: string[] = [];
  for (const [place, owner] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(owner.optionalDependencies ?? {})) {
      const missing = build(name, version, owner);
      const seen = lookUp(packages, place, name);
      if (missing === null || (seen !== undefined && packages[seen]?.version === version)) continue;
      const beside = `${place.slice(0, place.lastIndexOf('node_modules/'))}node_modules/${name}`;
      const free = packages[beside] === undefined ? beside : `${place}/node_modules/${name}`;
      packages[free] = missing;
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

/** The entry of one build, its platform read from its name; null for what is no build of an exact version. */
function build(name: string, version: string, owner: Entry): Entry | null {
  const [, system = '', processor = '', musl] = /-([a-z]+\d*)-([a-z]*\d+)(-musl)?$/.exec(name) ?? [];
  const os = SYSTEMS[system];
  const cpu = PROCESSORS[processor];
  if (os === undefined || cpu === undefined || !/^\d/.test(version)) return null;
  return {
    version,
    cpu: [cpu],
    ...(owner.dev === true ? { dev: true } : {}),
    ...(musl === undefined ? {} : { libc: ['musl'] }),
    ...(owner.license === undefined ? {} : { license: owner.license }),
    optional: true,
    os: [os],
  };
}

async function main(isCheck: boolean): Promise<void> {
  const file = join(ROOT, 'package-lock.json');
  const { lock, added } = completeLock(Lock.parse(JSON.parse(await readFile(file, 'utf8'))));
  for (const place of added) console.log(`${isCheck ? 'missing' : 'added'}: ${place}`);
  if (added.length === 0) console.log('The lock lists the builds of every platform.');
  else if (isCheck) process.exitCode = 1;
  else await writeFile(file, `${JSON.stringify(lock, null, 2)}\n`);
}

if (import.meta.main) await main(process.argv.includes('--check'));
