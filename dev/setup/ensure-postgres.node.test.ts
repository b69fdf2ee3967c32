import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { findPostgres } from './ensure-postgres.ts';

test('the programs of the PATH come first, then the newest version that is complete', async () => {
  const home = await mkdtemp(join(tmpdir(), 'omvee-programs-'));
  const folder = async (path: string, ...programs: string[]) => {
    await mkdir(join(home, path), { recursive: true });
    for (const program of programs) await writeFile(join(home, path, program), '');
    return join(home, path);
  };
  try {
    const clients = await folder('clients', 'psql', 'postgres');
    const own = await folder('own', 'initdb', 'postgres');
    await folder('lib/9.6/bin', 'initdb', 'postgres');
    await folder('lib/17/bin', 'psql');
    const newest = await folder('lib/15/bin', 'initdb', 'postgres');
    const installed = [join(home, 'lib/*/bin')];
    expect(findPostgres([clients, own].join(delimiter), installed)).toBe(own);
    expect(findPostgres(clients, installed)).toBe(newest);
    expect(findPostgres(clients, [])).toBeNull();
  } finally {
    await rm(home, { recursive: true, force: true });
  }
});
