import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { spanInWords } from '#container/limits.ts';
import { failureOfAbort, MediaFailure } from '#container/media-failure.ts';
import { failureOfLimit } from './exits.ts';
import { type Guard, guarded, type ProgramLimits } from './guard.ts';
import { toolEnvironment } from './tool-environment.ts';

/** One run of an external program. Arguments are an array: no shell ever sees them. */
export interface Run {
  program: string;
  args: readonly string[];
  /** What the system bounds the program by. */
  guard: Guard;
  limits: ProgramLimits;
  /** The job's folder. Files are named relative to it. */
  folder: string;
  signal: AbortSignal;
  timeoutSeconds: number;
  onLine?: (line: string) => void;
  /** Takes each line of stderr, all of them. */
  onComplaint?: ((line: string) => void) | undefined;
  /** What the program reads; without it, nothing. */
  input?: Readable;
  /** Takes what the program writes, as bytes, in the place of `onLine`. */
  output?: Writable;
}

export interface RunOutcome {
  /** Null when a signal ended the program, e.g. the system's out-of-memory killer. */
  exitCode: number | null;
  endedBy: NodeJS.Signals | null;
  /** The last lines of stderr, without the folder's path. */
  complaints: string[];
  /** How much memory it might take; undefined where nothing bounded it. */
  memoryBytes: number | undefined;
}

const KEPT_COMPLAINTS = 20;
/** No line that we read is longer; what a file carries in its tags may be. The rest of it is dropped. */
const LONGEST_LINE = 256 * 1024;
/** FFmpeg ends cleanly on SIGTERM, unless it hangs in a read or a filter. */
const KILL_GRACE_MS = 2_000;

/**
 * Runs a program to its end. Throws `canceled` (or the signal's own failure) when the signal aborts, `timeout` when it
 * runs too long, `input-too-large` when it writes too much (all of it after the program is gone), `internal` when it
 * cannot be started.
 */
export async function runTool(run: Run): Promise<RunOutcome> {
  if (run.signal.aborted) throw failureOfAbort(run.signal);
  const deadline = AbortSignal.timeout(Math.ceil(Math.min(run.timeoutSeconds, LONGEST_SECONDS) * 1000));
  const stop = AbortSignal.any([run.signal, deadline]);
  const startedAt = performance.now();
  const { program, args } = guarded(run.guard, run.limits, run.program, run.args);
  const env = toolEnvironment(process.env, run.folder);
  const child = spawn(program, args, { cwd: run.folder, env, stdio: ['pipe', 'pipe', 'pipe'] });
  const complaints: string[] = [];

  let killTimer: NodeJS.Timeout | undefined;
  const kill = () => {
    child.kill('SIGTERM');
    killTimer = setTimeout(() => child.kill('SIGKILL'), KILL_GRACE_MS);
  };
  stop.addEventListener('abort', kill, { once: true });

  const ended = new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve([code, signal]));
  });
  // A program that ends before it has read everything breaks the pipe; its exit code says what that means.
  child.stdin.on('error', () => run.input?.destroy());
  if (run.input) run.input.pipe(child.stdin);
  else child.stdin.end();
  if (run.output) child.stdout.pipe(run.output);
  else eachLine(child.stdout, (line) => run.onLine?.(line));
  eachLine(child.stderr, (line) => {
    run.onComplaint?.(line);
    complaints.push(line.replaceAll(`${run.folder}/`, ''));
    if (complaints.length > KEPT_COMPLAINTS) complaints.shift();
  });

  try {
    const [exitCode, endedBy] = await ended;
    if (run.signal.aborted) throw failureOfAbort(run.signal);
    if (deadline.aborted) {
      throw new MediaFailure('timeout', `The work took longer than ${spanInWords(run.timeoutSeconds)}.`);
    }
    const memoryBytes = run.guard === 'none' ? undefined : run.limits.maxMemoryBytes;
    const outcome = { exitCode, endedBy, complaints, memoryBytes };
    const cpuSeconds = ((performance.now() - startedAt) / 1000) * availableParallelism();
    const limit = run.guard === 'none' ? undefined : failureOfLimit(outcome, run.limits, cpuSeconds);
    if (limit) throw limit;
    return outcome;
  } catch (error) {
    if (error instanceof MediaFailure) throw error;
    throw new MediaFailure('internal', 'The media program could not be started.', { cause: error });
  } finally {
    stop.removeEventListener('abort', kill);
    clearTimeout(killTimer);
  }
}

/** Node's timers hold no more than 24 days. */
const LONGEST_SECONDS = 24 * 3600;

function eachLine(stream: NodeJS.ReadableStream, onLine: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = (lines.pop() ?? '').slice(0, LONGEST_LINE);
    for (const line of lines) if (line !== '') onLine(line.trimEnd());
  });
  stream.on('end', () => {
    if (rest !== '') onLine(rest.trimEnd());
  });
}
