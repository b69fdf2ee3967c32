import type { MediaJobKind } from '#contracts/media.ts';
import type { Job } from './job.ts';

/** Segments and seams come in dozens and wait for the film alone, renditions take minutes; the rest holds a user up. */
const URGENT: Readonly<Record<MediaJobKind, boolean>> = {
  probe: true,
  'prepare-audio': true,
  'analyze-song': true,
  assemble: true,
  poster: true,
  'brightest-poster': true,
  'film-audio': true,
  sheet: true,
  thumbnails: true,
  conform: false,
  seam: false,
  rendition: false,
  hls: false,
};

/** Runs at most `concurrency` jobs at a time: urgent kinds first, each sort in the order of arrival. */
export class Pool {
  readonly #concurrency: number;
  readonly #work: (job: Job) => Promise<void>;
  #urgent: Job[] = [];
  #patient: Job[] = [];
  readonly #running = new Set<Promise<void>>();

  /** @param work Runs one job to its end. Must not reject: a job's failure is the job's. */
  constructor(concurrency: number, work: (job: Job) => Promise<void>) {
    this.#concurrency = concurrency;
    this.#work = work;
  }

  get running(): number {
    return this.#running.size;
  }

  get queued(): number {
    return [...this.#urgent, ...this.#patient].filter((job) => !job.hasEnded).length;
  }

  add(job: Job): void {
    (URGENT[job.kind] ? this.#urgent : this.#patient).push(job);
    this.#fill();
  }

  /** Resolves when nothing runs any more. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  #fill(): void {
    while (this.#running.size < this.#concurrency) {
      const job = this.#urgent.shift() ?? this.#patient.shift();
      if (job === undefined) return;
      // Canceled while it waited.
      if (job.hasEnded) continue;
      const run = this.#work(job).finally(() => {
        this.#running.delete(run);
        this.#fill();
      });
      this.#running.add(run);
    }
  }
}
