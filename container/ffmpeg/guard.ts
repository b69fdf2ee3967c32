import { spawnSync } from 'node:child_process';
import { z } from 'zod';
import type { MediaLimits } from '#container/limits.ts';

/** `auto` bounds programs where the system can, `required` does not start without, `off` does not bound them. */
export const GuardWish = z.enum(['auto', 'required', 'off']);
export type GuardWish = z.infer<typeof GuardWish>;

/** How programs are started. `none`: only their wall time and what they write is watched. */
export type Guard = 'linux' | 'none';

/** What the system bounds a program by. */
export type ProgramLimits = Pick<MediaLimits, 'maxMemoryBytes' | 'maxCpuSeconds' | 'maxOutputBytes'>;

/**
 * Arguments of setpriv(1) and prlimit(1), both of util-linux, which replace themselves with the program: it keeps the
 * process id, so that a signal reaches it and its end is seen.
 *
 * - It dies with us, also where we are killed, and gains no privileges.
 * - Memory is bounded as data (RLIMIT_DATA: all that can be written, whether heap or mapping). The address space would
 *   count what is only reserved: with 1080p it is more than twice what is used.
 * - Processor time ends in SIGXCPU, five seconds later in SIGKILL; a file that grows too large in SIGXFSZ.
 */
function wrapperArguments(limits: ProgramLimits): string[] {
  const { maxMemoryBytes, maxCpuSeconds, maxOutputBytes } = limits;
  return [
    ...['setpriv', '--no-new-privs', '--pdeathsig', 'KILL'],
    ...['prlimit', `--data=${maxMemoryBytes}`, `--cpu=${maxCpuSeconds}:${maxCpuSeconds + 5}`],
    ...[`--fsize=${maxOutputBytes}`, '--core=0'],
  ];
}

/** The program and its arguments as they are to be started. */
export function guarded(
  guard: Guard,
  limits: ProgramLimits,
  program: string,
  args: readonly string[],
): { program: string; args: string[] } {
  if (guard === 'none') return { program, args: [...args] };
  const [first = '', ...rest] = wrapperArguments(limits);
  return { program: first, args: [...rest, program, ...args] };
}

const TRIED: ProgramLimits = { maxMemoryBytes: 1024 ** 3, maxCpuSeconds: 60, maxOutputBytes: 1024 ** 3 };

/** Tries the guard on a program that does nothing. Throws where it is required and does not work. */
export function findGuard(wish: GuardWish): Guard {
  if (wish === 'off') return 'none';
  const { program, args } = guarded('linux', TRIED, 'true', []);
  if (spawnSync(program, args, { stdio: 'ignore', timeout: 10_000 }).status === 0) return 'linux';
  if (wish === 'required')
    throw new Error('MEDIA_GUARD is required, but setpriv and prlimit (util-linux) do not work here.');
  return 'none';
}
