import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process of this machine. `startedAt` tells it from a later one that was given the same number. */
export interface Process {
  readonly pid: number;
  /** Its process group. */
  readonly group: number;
  readonly startedAt: string;
  readonly command: string;
}

/** All running processes; none on Windows, which has no process groups. Zombies are left out. */
export function listProcesses(): Process[] {
  if (process.platform === 'linux') {
    return readdirSync('/proc').flatMap((name) => {
      const found = /^\d+$/.test(name) ? readProc(Number(name)) : undefined;
      return found === undefined ? [] : [found];
    });
  }
  if (process.platform === 'win32') return [];
  const columns = 'pid=,pgid=,stat=,lstart=,command=';
  return parsePs(execFileSync('ps', ['-A', '-ww', '-o', columns], { encoding: 'utf8', maxBuffer: 2 ** 26 }));
}

/** One process, or undefined when it is gone. */
export function findProcess(pid: number): Process | undefined {
  return process.platform === 'linux' ? readProc(pid) : listProcesses().find((found) => found.pid === pid);
}

/** Sends a signal to a process and all that it started; what is gone already is left in peace. */
export function signalGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    if (process.platform === 'win32') {
      execFileSync('taskkill', ['/pid', String(leader), '/T', '/F'], { stdio: 'ignore' });
    } else {
      process.kill(-leader, signal);
    }
  } catch {
    // No such group is what was wanted; on macOS a group of zombies answers with EPERM.
  }
}

/** Resolves when nothing of these groups runs any more. Throws after some seconds. */
export async function untilGone(groups: readonly number[]): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (!listProcesses().some(({ group }) => groups.includes(group))) return;
    await sleep(50);
  }
  throw new Error(`Processes do not end: groups ${groups.join(', ')}.`);
}

/** Linux, where `ps` may not be installed. Source: proc_pid_stat(5). */
function readProc(pid: number): Process | undefined {
  let stat: string;
  let command: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim();
  } catch {
    // It ended between the listing and the reading.
    return undefined;
  }
  // The name before it stands in brackets and may hold spaces and brackets itself.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state = 'Z', , group = '0'] = fields;
  if (state === 'Z') return undefined;
  return { pid, group: Number(group), startedAt: fields[19] ?? '', command };
}

/** The output of `ps -o pid=,pgid=,stat=,lstart=,command=`; `lstart` is five words. */
export function parsePs(output: string): Process[] {
  return output.split('\n').flatMap((line) => {
    const [, pid, group, state, startedAt, command] =
      /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(\S+\s+\S+\s+\S+\s+\S+\s+\S+)\s+(.*)$/.exec(line) ?? [];
    if (pid === undefined || startedAt === undefined || state?.startsWith('Z')) return [];
    return [{ pid: Number(pid), group: Number(group), startedAt, command: command ?? '' }];
  });
}
