import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new folder for what a test makes, the state and the logs of its stack among it. */
export function makeTestFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'omvee-e2e-'));
}

/** Removes it, unless `KEEP_TEST_FILES` says that somebody wants to look at it. */
export async function removeTestFolder(folder: string): Promise<void> {
  if (process.env.KEEP_TEST_FILES) console.error(`The files of this test are kept in ${folder}.`);
  else await rm(folder, { recursive: true, force: true });
}
