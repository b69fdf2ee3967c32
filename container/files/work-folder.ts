import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

const PREFIX = 'omvee-media-';

/**
 * Makes this process's own folder under `parent`, for jobs to make theirs in, and removes those of processes that
 * died without doing so. The name carries the process id: several services may share a parent.
 *
 * @param program The name of the file that a service is started with.
 */
export async function openProcessFolder(parent: string, program: string): Promise<string> {
  await mkdir(parent, { recursive: true });
  for (const name of await readdir(parent)) {
    const pid = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length).split('-')[0]) : Number.NaN;
    if (Number.isInteger(pid) && !(await isOurKind(pid, program))) {
      await rm(join(parent, name), { recursive: true, force: true });
    }
  }
  return mkdtemp(join(parent, `${PREFIX}${process.pid}-`));
}

/**
 * True where another media service lives under that id. Our own id is that of a dead one: in a container that was
 * started again every service has the same. Ids are given again, so where the system tells what runs under one, it is
 * asked.
 */
async function isOurKind(pid: number, program: string): Promise<boolean> {
  if (pid === process.pid || !isAlive(pid)) return false;
  try {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).includes(program);
  } catch {
    // No /proc here, or not for us to read.
    return true;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and is someone else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
