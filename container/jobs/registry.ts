import type { MediaJobRequest } from '#contracts/media.ts';
import { Job } from './job.ts';

/** How long, and how many, ended jobs are remembered. */
export interface Memory {
  jobs: number;
  milliseconds: number;
}

export type Admission =
  | { outcome: 'created'; job: Job }
  | { outcome: 'known'; job: Job }
  /** The id belongs to a job of another kind. */
  | { outcome: 'conflict' };

/** All jobs that are known by id, which makes submitting idempotent (P3: twice is once). */
export class Registry {
  readonly #jobs = new Map<string, Job>();
  readonly #memory: Memory;

  constructor(memory: Memory = { jobs: 2_000, milliseconds: 3_600_000 }) {
    this.#memory = memory;
  }

  /**
   * Only the kinds are compared: a repeated request may carry newly signed URLs for the same files, and what an
   * id stands for beyond that is its owner's promise.
   */
  admit(request: MediaJobRequest): Admission {
    this.#forget();
    const known = this.#jobs.get(request.id);
    if (known)
      return known.kind === request.spec.kind ? { outcome: 'known', job: known } : { outcome: 'conflict' };
    const job = new Job(request);
    this.#jobs.set(job.id, job);
    return { outcome: 'created', job };
  }

  find(id: string): Job | undefined {
    return this.#jobs.get(id);
  }

  unended(): Job[] {
    return [...this.#jobs.values()].filter((job) => !job.hasEnded);
  }

  #forget(): void {
    const ended = [...this.#jobs.values()].filter((job) => job.hasEnded).sort((a, b) => b.age - a.age);
    const excess = ended.length - this.#memory.jobs;
    for (const [index, job] of ended.entries()) {
      if (index < excess || job.age > this.#memory.milliseconds) this.#jobs.delete(job.id);
    }
  }
}
