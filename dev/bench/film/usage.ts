import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { childrenOf } from '#container/testing/children.ts';

/** Processor seconds, user and system together. */
export interface ProcessTimes {
  readonly own: number;
  /** Of programs that were started, ended and waited for. */
  readonly children: number;
}

/** What Linux counts processor time in (USER_HZ), ticks a second. */
const TICKS = 100;

/** Reads `/proc/PID/stat` (proc(5)): fields 14 to 17 behind the name, which stands in brackets and may hold any. */
export function readProcessTimes(stat: string): ProcessTimes {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user, system, childrenUser, childrenSystem] = fields.slice(11, 15).map(Number);
  const seconds = (one = Number.NaN, other = Number.NaN) => (one + other) / TICKS;
  return { own: seconds(user, system), children: seconds(childrenUser, childrenSystem) };
}

/** The most memory that a process ever had resident, in MiB; 0 where it is gone. */
export function peakOf(pid: number): number {
  try {
    return readPeak(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    // It ended between listing and looking.
    return 0;
  }
}

/** Reads `VmHWM` of `/proc/PID/status` in MiB. */
export function readPeak(status: string): number {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? [];
  return Number(kilobytes ?? 0) / 1024;
}

const LOOKS_EVERY_MS = 25;

/**
 * Runs work while it looks at the programs that process runs. Answers the most that they had at any one time, each
 * counted with its own peak so far: what they need together is no more.
 */
export async function peakDuring<T>(pid: number, work: Promise<T>): Promise<{ result: T; peak: number }> {
  let peak = 0;
  let isDone = false;
  const settled = work.finally(() => {
    isDone = true;
  });
  const watch = async () => {
    while (!isDone) {
      const together = childrenOf(pid).reduce((sum, child) => sum + peakOf(child), 0);
      peak = Math.max(peak, together);
      await sleep(LOOKS_EVERY_MS);
    }
  };
  const [result] = await Promise.all([settled, watch()]);
  return { result, peak };
}
