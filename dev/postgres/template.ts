import { existsSync, openAsBlob } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { z } from 'zod';

const PACKAGES = fileURLToPath(new URL('../../node_modules', import.meta.url));
const Manifest = z.object({ version: z.string() });

/**
 * A new PGlite database, as an archive that others begin from. To make one takes seconds of work, to copy one none, so
 * that it is made once for each version of PGlite.
 */
export async function newDatabase(): Promise<Blob> {
  const manifest = await readFile(join(PACKAGES, '@electric-sql/pglite/package.json'), 'utf8');
  const { version } = Manifest.parse(JSON.parse(manifest));
  const kept = join(PACKAGES, `.cache/omvee-pglite/${version}.tar`);
  if (!existsSync(kept)) await make(kept);
  return openAsBlob(kept);
}

async function make(target: string): Promise<void> {
  const pglite = await PGlite.create();
  const archive = await pglite.dumpDataDir('none');
  await pglite.close();
  await mkdir(dirname(target), { recursive: true });
  // Several processes may do this at once, and one of them may be killed.
  const draft = `${target}.${process.pid}`;
  await writeFile(draft, Buffer.from(await archive.arrayBuffer()));
  await rename(draft, target);
}
