import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync, renameSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from './paths.ts';
import { signalGroup, untilGone } from './processes.ts';

/** What is known of a service before it runs. */
export interface ServiceSpec {
  readonly name: string;
  /** Arguments of Node: a script and what follows it. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  readonly healthUrl: string;
  /** How long it may take to answer after its start, in seconds. */
  readonly patienceSeconds: number;
  /** Whether it is started again when it ends by itself. */
  readonly restarts: boolean;
}

export interface ServiceEvents {
  readonly started: (pid: number) => void;
  /** It ended by itself; it comes back in `pauseMs` unless that is null. */
  readonly ended: (service: Service, pauseMs: number | null) => void;
}

/** Variables of a test runner and of npm, which would change how a child behaves. */
const FOREIGN = /^(VITEST|TEST$|NODE_ENV$|NODE_OPTIONS$|npm_)/;

const LONGEST_PAUSE_MS = 8_000;
/** A service that ran this long starts anew without a pause, however often it fell before. */
const STEADY_MS = 30_000;

/** One child process in a group of its own, so that Ctrl-C reaches the launcher alone and nobody is left over. */
export class Service {
  readonly spec: ServiceSpec;
  readonly #events: ServiceEvents;
  #child: ChildProcess | undefined;
  #isStopping = false;
  #falls = 0;
  #startedAt = 0;

  constructor(spec: ServiceSpec, events: ServiceEvents) {
    this.spec = spec;
    this.#events = events;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Starts it and resolves when it answers. Throws with the end of its log when it does not. */
  async start(): Promise<void> {
    const { logFile } = this.spec;
    if (existsSync(logFile)) renameSync(logFile, logFile.replace(/\.log$/, '.previous.log'));
    this.#spawn();
    await this.healthy();
  }

  /** Resolves when it answers. Throws when it cannot start or takes too long. */
  async healthy(): Promise<void> {
    const { name, healthUrl, patienceSeconds, restarts } = this.spec;
    const deadline = Date.now() + patienceSeconds * 1000;
    while (Date.now() < deadline) {
      if (this.#isStopping) throw new Error(`${name} was stopped.`);
      if (!this.isRunning && (!restarts || this.#falls > 2)) throw this.failure('ended at its start');
      if (this.isRunning && (await answers(healthUrl))) return;
      await sleep(100);
    }
    throw this.failure(`gave no answer at ${healthUrl} within ${patienceSeconds} s`);
  }

  get isRunning(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Ends it as a crash would; it is started again like after any other fall. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child?.pid === undefined || !this.isRunning) return;
    const gone = once(child, 'exit');
    signalGroup(child.pid, 'SIGKILL');
    await gone;
  }

  /** Ends it in good order, or by force after `patienceMs`, and all that it started. */
  async stop(patienceMs = 8_000): Promise<void> {
    this.#isStopping = true;
    const child = this.#child;
    if (child?.pid === undefined) return;
    if (this.isRunning) {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await Promise.race([gone, sleep(patienceMs, undefined, { ref: false })]);
    }
    signalGroup(child.pid, 'SIGKILL');
    await untilGone([child.pid]);
  }

  /** Ends it at once, without waiting: for a launcher that exits now. */
  abandon(): void {
    this.#isStopping = true;
    if (this.#child?.pid !== undefined) signalGroup(this.#child.pid, 'SIGKILL');
  }

  /** An error that shows the end of the log. */
  failure(what: string): Error {
    const { name, logFile } = this.spec;
    const tail = existsSync(logFile) ? readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-15) : [];
    const shown = tail.map((line) => `  | ${line.slice(0, 400)}`).join('\n');
    return new Error(`${name} ${what}. The end of ${logFile}:\n${shown || '  | (empty)'}`);
  }

  #spawn(): void {
    const { args, env, logFile } = this.spec;
    const log = openSync(logFile, 'a');
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      env: { ...ownEnvironment(), ...env },
      stdio: ['ignore', log, log],
      detached: true,
    });
    closeSync(log);
    this.#child = child;
    this.#startedAt = Date.now();
    child.once('error', () => this.#fell());
    child.once('exit', () => this.#fell());
    if (child.pid !== undefined) this.#events.started(child.pid);
  }

  #fell(): void {
    if (this.#isStopping) return;
    // What it started must not hold its port.
    if (this.#child?.pid !== undefined) signalGroup(this.#child.pid, 'SIGKILL');
    this.#falls = Date.now() - this.#startedAt > STEADY_MS ? 0 : this.#falls + 1;
    const pauseMs = Math.min(LONGEST_PAUSE_MS, 125 * 2 ** this.#falls);
    this.#events.ended(this, this.spec.restarts ? pauseMs : null);
    if (!this.spec.restarts) return;
    setTimeout(() => {
      if (!this.#isStopping) this.#spawn();
    }, pauseMs);
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    // Nobody listens yet; the caller asks again until its patience ends.
    return false;
  }
}

function ownEnvironment(): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !FOREIGN.test(name)));
}
