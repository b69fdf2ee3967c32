import { MediaFailure } from '#container/media-failure.ts';
import type {
  MediaErrorCode,
  MediaJobKind,
  MediaJobRequest,
  MediaJobResult,
  MediaJobView,
} from '#contracts/media.ts';

type Outcome =
  | { status: 'succeeded'; result: MediaJobResult }
  | { status: 'failed' | 'canceled'; error: { code: MediaErrorCode; message: string } };

/**
 * One job's state. It only goes forward: queued, running, then one of the three ends, which never changes again.
 * Holds the request (and with it signed URLs) only until then.
 */
export class Job {
  readonly id: string;
  readonly kind: MediaJobKind;
  /** Aborted when the job is canceled; what works for the job obeys. */
  readonly abort = new AbortController();
  #request: MediaJobRequest | undefined;
  #progress = 0;
  #startedAt: number | undefined;
  #endedAt: number | undefined;
  #outcome: Outcome | undefined;
  readonly #submittedAt = performance.now();
  readonly #listeners = new Set<() => void>();

  constructor(request: MediaJobRequest) {
    this.id = request.id;
    this.kind = request.spec.kind;
    this.#request = request;
  }

  /** What to do; undefined once the job ended. */
  get request(): MediaJobRequest | undefined {
    return this.#request;
  }

  get hasEnded(): boolean {
    return this.#outcome !== undefined;
  }

  /** Milliseconds since the job ended, 0 before. */
  get age(): number {
    return this.#endedAt === undefined ? 0 : performance.now() - this.#endedAt;
  }

  start(): void {
    this.#startedAt = performance.now();
    this.#announce();
  }

  /** Takes the progress, 0 to 1. It never goes back. */
  advance(fraction: number): void {
    if (this.hasEnded || !(fraction > this.#progress)) return;
    this.#progress = Math.min(1, fraction);
    this.#announce();
  }

  succeed(result: MediaJobResult): void {
    this.#end({ status: 'succeeded', result });
  }

  fail(failure: MediaFailure): void {
    const status = failure.code === 'canceled' ? 'canceled' : 'failed';
    this.#end({ status, error: { code: failure.code, message: failure.message } });
  }

  /** Ends the job at once, and tells its work to stop. Nothing happens to a job that has ended. */
  stop(failure = new MediaFailure('canceled', 'The job was canceled.')): void {
    this.fail(failure);
    this.abort.abort(failure);
  }

  /** Calls `listener` after every change until the returned function is called. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  view(): MediaJobView {
    const now = this.#endedAt ?? performance.now();
    const outcome = this.#outcome;
    return {
      id: this.id,
      kind: this.kind,
      status: outcome?.status ?? (this.#startedAt === undefined ? 'queued' : 'running'),
      progress: Math.round((outcome?.status === 'succeeded' ? 1 : this.#progress) * 1e3) / 1e3,
      result: outcome?.status === 'succeeded' ? outcome.result : null,
      error: outcome === undefined || outcome.status === 'succeeded' ? null : outcome.error,
      queuedSeconds: inSeconds((this.#startedAt ?? now) - this.#submittedAt),
      workedSeconds: inSeconds(this.#startedAt === undefined ? 0 : now - this.#startedAt),
    };
  }

  #end(outcome: Outcome): void {
    if (this.hasEnded) return;
    this.#outcome = outcome;
    this.#endedAt = performance.now();
    this.#request = undefined;
    this.#announce();
  }

  #announce(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

function inSeconds(milliseconds: number): number {
  return Math.round(milliseconds) / 1e3;
}
