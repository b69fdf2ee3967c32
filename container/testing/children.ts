import { execFileSync } from 'node:child_process';

/** Ids of the programs that a process has running; those that ended and were not waited for do not count. */
export function childrenOf(pid: number): number[] {
  const listing = execFileSync('ps', ['-eo', 'ppid=,pid=,stat=']).toString().trim().split('\n');
  return listing
    .map((line) => line.trim().split(/\s+/))
    .flatMap(([parent, child, state]) =>
      parent === String(pid) && child !== undefined && !state?.startsWith('Z') ? [Number(child)] : [],
    );
}

/** True while a process of that id runs. */
export function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
