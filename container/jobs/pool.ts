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
  readonly #work: (job: Job, isAlone: boolean) => Promise<void>;
  #urgent: Job[] = [];
  #patient: Job[] = [];
  readonly #running = new Map<Promise<void>, Job>();

  /**
   * @param work Runs one job to its end. Must not reject: a job's failure is the job's. It is told whether no
   * other job that takes long runs or waits as this one begins.
   */
  constructor(concurrency: number, work: (job: Job, isAlone: boolean) => Promise<void>) {
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
    while (this.#running.size > 0) await Promise.all(this.#running.keys());
  }

  #fill(): void {
    while (this.#running.size < this.#concurrency) {
      const job = this.#urgent.shift() ?? this.#patient.shift();
      if (job === undefined) return;
      // Canceled while it waited.
      if (job.hasEnded) continue;
      const isAlone = this.queued === 0 && [...this.#running.values()].every(leavesRoom);
      const run = this.#work(job, isAlone).finally(() => {
        this.#running.delete(run);
        this.#fill();
      });
      this.#running.set(run, job);
    }
  }
}

/** True of what only clears up behind itself, and of a seam, which is a few frames. */
function leavesRoom({ hasEnded, kind }: Job): boolean {
  return hasEnded || kind === 'seam';
}
