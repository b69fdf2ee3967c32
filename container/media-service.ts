import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { MediaJobRequest } from '#contracts/media.ts';
import { MadeHere } from './files/made-here.ts';
import type { Job } from './jobs/job.ts';
import { Pool } from './jobs/pool.ts';
import { type Admission, Registry } from './jobs/registry.ts';
import { runJob } from './jobs/run-job.ts';
import type { Log } from './log.ts';
import { MediaFailure } from './media-failure.ts';
import { notifyOfJob } from './notify.ts';
import type { Settings } from './settings.ts';

/** What was refused at submission, before there was a job. */
export type Refusal = { outcome: 'notify-unsigned' } | { outcome: 'stopping' };

const GOODBYE_MS = 3_000;

/** The service behind the HTTP routes: who is known, who runs, who is told. */
export class MediaService {
  readonly #settings: Settings;
  readonly #folder: string;
  readonly #log: Log;
  readonly #registry = new Registry();
  readonly #pool: Pool;
  readonly #notifying = new Set<Promise<void>>();
  readonly #quit = new AbortController();
  #stopping = false;

  /** @param folder This process's own folder; removed by `stop`. */
  constructor(settings: Settings, folder: string, log: Log) {
    this.#settings = settings;
    this.#folder = folder;
    this.#log = log;
    const { limits, tools, keepBytes } = settings;
    const made = new MadeHere(join(folder, 'made'), keepBytes);
    this.#pool = new Pool(settings.concurrency, (job, isAlone) => {
      const loneThreads = isAlone ? tools.loneThreads : tools.threads;
      return runJob(job, { folder, limits, tools: { ...tools, loneThreads }, made, log });
    });
  }

  get running(): number {
    return this.#pool.running;
  }

  get queued(): number {
    return this.#pool.queued;
  }

  /** Takes a job in and runs it as soon as there is room. A known id answers its job and runs nothing. */
  submit(request: MediaJobRequest): Admission | Refusal {
    if (this.#stopping) return { outcome: 'stopping' };
    const { webhookSecret } = this.#settings;
    if (request.notifyUrl !== undefined && webhookSecret === undefined) return { outcome: 'notify-unsigned' };
    const admission = this.#registry.admit(request);
    if (admission.outcome === 'created') {
      const { job } = admission;
      this.#logEnd(job);
      if (request.notifyUrl !== undefined && webhookSecret !== undefined) {
        this.#notify(job, request.notifyUrl, webhookSecret);
      }
      this.#pool.add(job);
    }
    return admission;
  }

  find(id: string): Job | undefined {
    return this.#registry.find(id);
  }

  /**
   * Ends every job with `internal` (it was not its owner who gave up: a repeat elsewhere is right), waits until
   * their programs are gone, gives notices a few seconds, and removes all files.
   */
  async stop(): Promise<void> {
    this.#stopping = true;
    for (const job of this.#registry.unended()) {
      job.stop(new MediaFailure('internal', 'The media service was stopped before the job was done.'));
    }
    await this.#pool.idle();
    const goodbye = setTimeout(() => this.#quit.abort(), GOODBYE_MS);
    await Promise.all(this.#notifying);
    clearTimeout(goodbye);
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 3 });
  }

  #notify(job: Job, url: string, secret: string): void {
    const telling = notifyOfJob(job, url, { secret, log: this.#log, signal: this.#quit.signal }).finally(
      () => {
        this.#notifying.delete(telling);
      },
    );
    this.#notifying.add(telling);
  }

  #logEnd(job: Job): void {
    const stopListening = job.onChange(() => {
      if (!job.hasEnded) return;
      stopListening();
      const { kind, status, error, queuedSeconds, workedSeconds } = job.view();
      const problem = error === null ? {} : { code: error.code, message: error.message };
      this.#log('job-ended', { jobId: job.id, kind, status, ...problem, queuedSeconds, workedSeconds });
    });
  }
}
