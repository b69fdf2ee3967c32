import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';

/** Runs at most `limit` tasks at a time, the others wait their turn. */
export function createLimiter(limit: number): <T>(task: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (task) => {
    if (running < limit) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await task();
    } finally {
      // The place is handed to the next in line, so that nobody slips in between.
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}

export interface FfmpegOptions {
  readonly signal: AbortSignal;
  readonly stdin?: Buffer;
  /** Working folder; filters name their files relative to it, so that no path needs escaping. */
  readonly cwd?: string;
}

/**
 * Runs `ffmpeg` or `ffprobe` at low priority.
 * @returns what it wrote to stdout and stderr.
 * @throws Error with the last lines of stderr when it exits with anything but 0.
 */
export function runFfmpeg(
  program: 'ffmpeg' | 'ffprobe',
  args: readonly string[],
  options: FfmpegOptions,
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      signal: options.signal,
      cwd: options.cwd,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    if (child.pid !== undefined) lowerPriority(child.pid);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-8000);
    });
    // FFmpeg may stop reading early (a broken pipe is no news: its exit code tells).
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.stdin);
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve({ stdout, stderr });
      else
        reject(new Error(`${program} exited with ${code}: ${stderr.trim().split('\n').slice(-3).join(' ')}`));
    });
  });
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch (error) {
    // The process may be gone already; anything else is worth seeing.
    if (!String(error).includes('ESRCH')) throw error;
  }
}
