import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createDataDir } from './pglite-engine.ts';

/**
 * Takes a database folder for this process and makes the database where there is none yet. Nothing in PGlite stops
 * two processes from writing to one folder, which would ruin it, so a file beside it names the owner.
 *
 * @returns gives the folder back
 */
export async function claimDataDir(dataDir: string): Promise<() => Promise<void>> {
  await mkdir(dirname(dataDir), { recursive: true });
  const lock = `${dataDir}.lock`;
  await writeLock(lock);
  const release = () => rm(lock, { force: true });
  try {
    await createOnce(dataDir);
  } catch (error) {
    await release();
    throw error;
  }
  return release;
}

/** A first start that is killed halfway leaves a folder that looks complete, so it grows under another name. */
async function createOnce(dataDir: string): Promise<void> {
  if (existsSync(`${dataDir}/PG_VERSION`)) return;
  const growing = `${dataDir}.new`;
  await rm(growing, { recursive: true, force: true });
  await createDataDir(growing);
  if (existsSync(dataDir)) await rmdir(dataDir);
  await rename(growing, dataDir);
}

async function writeLock(lock: string): Promise<void> {
  try {
    const file = await open(lock, 'wx');
    await file.writeFile(String(process.pid));
    await file.close();
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
    const owner = Number(await readFile(lock, 'utf8'));
    if (isAlive(owner)) {
      throw new Error(`the database is in use by process ${owner}; if that is not ours, delete ${lock}`);
    }
    await rm(lock, { force: true });
    await writeLock(lock);
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

const hasCode = (error: unknown, code: string) =>
  error instanceof Error && 'code' in error && error.code === code;
