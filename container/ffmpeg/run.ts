import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { failureOfAbort, MediaFailure } from '#container/media-failure.ts';

/** One run of an external program. Arguments are an array: no shell ever sees them. */
export interface Run {
  program: string;
  args: readonly string[];
  /** The job's folder. Files are named relative to it. */
  folder: string;
  signal: AbortSignal;
  timeoutSeconds: number;
  onLine?: (line: string) => void;
  /** What the program reads; without it, nothing. */
  input?: Readable;
  /** Takes what the program writes, as bytes, in the place of `onLine`. */
  output?: Writable;
}

export interface RunOutcome {
  /** Null when a signal ended the program, e.g. the system's out-of-memory killer. */
  exitCode: number | null;
  /** The last lines of stderr, without the folder's path. */
  complaints: string[];
}

const KEPT_COMPLAINTS = 20;
/** FFmpeg ends cleanly on SIGTERM, unless it hangs in a read or a filter. */
const KILL_GRACE_MS = 2_000;

/**
 * Runs a program to its end. Throws `canceled` when the signal aborts, `timeout` when it runs too long (in both
 * cases after the program is gone), `internal` when it cannot be started.
 */
export async function runTool(run: Run): Promise<RunOutcome> {
  if (run.signal.aborted) throw failureOfAbort(run.signal);
  const deadline = AbortSignal.timeout(Math.ceil(run.timeoutSeconds * 1000));
  const stop = AbortSignal.any([run.signal, deadline]);
  const child = spawn(run.program, run.args, { cwd: run.folder, stdio: ['pipe', 'pipe', 'pipe'] });
  const complaints: string[] = [];

  let killTimer: NodeJS.Timeout | undefined;
  const kill = () => {
    child.kill('SIGTERM');
    killTimer = setTimeout(() => child.kill('SIGKILL'), KILL_GRACE_MS);
  };
  stop.addEventListener('abort', kill, { once: true });

  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  // A program that ends before it has read everything breaks the pipe; its exit code says what that means.
  child.stdin.on('error', () => run.input?.destroy());
  if (run.input) run.input.pipe(child.stdin);
  else child.stdin.end();
  if (run.output) child.stdout.pipe(run.output);
  else eachLine(child.stdout, (line) => run.onLine?.(line));
  eachLine(child.stderr, (line) => {
    complaints.push(line.replaceAll(`${run.folder}/`, ''));
    if (complaints.length > KEPT_COMPLAINTS) complaints.shift();
  });

  try {
    const exitCode = await ended;
    if (run.signal.aborted) throw failureOfAbort(run.signal);
    if (deadline.aborted) {
      throw new MediaFailure('timeout', `The work took longer than ${Math.round(run.timeoutSeconds)} s.`);
    }
    return { exitCode, complaints };
  } catch (error) {
    if (error instanceof MediaFailure) throw error;
    throw new MediaFailure('internal', 'The media program could not be started.', { cause: error });
  } finally {
    stop.removeEventListener('abort', kill);
    clearTimeout(killTimer);
  }
}

function eachLine(stream: NodeJS.ReadableStream, onLine: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') onLine(line.trimEnd());
  });
  stream.on('end', () => {
    if (rest !== '') onLine(rest.trimEnd());
  });
}
