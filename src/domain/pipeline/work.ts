import type { ProblemDetail, Task, TaskKind } from '#contracts/entities/index.ts';
import type { QueueName } from '#contracts/queue.ts';
import type { Draft } from './draft.ts';
import type { TaskInput, TaskResult } from './task-io.ts';

/** Where each kind of work is done, and whether an attempt of it costs money. */
export const WORK: Readonly<
  Record<TaskKind, { queue: QueueName; paid: boolean; outside: 'replicate' | 'media' | null }>
> = {
  'probe-upload': { queue: 'media', paid: false, outside: 'media' },
  'discard-upload': { queue: 'transfers', paid: false, outside: null },
  'analyze-song': { queue: 'media', paid: false, outside: 'media' },
  'prepare-speech': { queue: 'media', paid: false, outside: 'media' },
  'film-audio': { queue: 'media', paid: false, outside: 'media' },
  transcribe: { queue: 'language', paid: true, outside: null },
  'analyze-scenes': { queue: 'language', paid: true, outside: null },
  'write-prompts': { queue: 'language', paid: true, outside: null },
  'create-image': { queue: 'predictions', paid: true, outside: 'replicate' },
  'store-image': { queue: 'transfers', paid: false, outside: null },
  'create-clip': { queue: 'predictions', paid: true, outside: 'replicate' },
  'store-clip': { queue: 'transfers', paid: false, outside: null },
  'conform-clip': { queue: 'media', paid: false, outside: 'media' },
  'render-seam': { queue: 'media', paid: false, outside: 'media' },
  'assemble-film': { queue: 'media', paid: false, outside: 'media' },
  'make-poster': { queue: 'media', paid: false, outside: 'media' },
  'make-rendition': { queue: 'media', paid: false, outside: 'media' },
  'make-hls': { queue: 'media', paid: false, outside: 'media' },
  'make-sheet': { queue: 'media', paid: false, outside: 'media' },
  'make-thumbnails': { queue: 'media', paid: false, outside: 'media' },
};

/** What an attempt is expected to cost. */
export interface Price {
  readonly provider: string;
  readonly model: string;
  readonly quantity: number;
  readonly unit: 'image' | 'second' | 'minute' | 'call';
  readonly usd: number;
}

/** What an attempt needs, or why it can no longer be done. */
export type Preparation = { input: TaskInput; price: Price | null } | { failure: ProblemDetail };

/** One kind of work as its stage sees it. */
export interface Work {
  /** Builds the input of an attempt from what the project is now. */
  prepare(draft: Draft, task: Task): Preparation;
  /** The task succeeded; the row itself is already settled. */
  done(draft: Draft, task: Task, result: TaskResult): void;
  /** The task failed for good or was canceled; the row itself is already settled. */
  failed(draft: Draft, task: Task, failure: ProblemDetail): void;
  /** The provider accepted the attempt. */
  started?(draft: Draft, task: Task, externalId: string): void;
}

/**
 * The stable name of one attempt: outbox key, idempotency key and what its completion carries (P3). What FFmpeg does
 * may be asked for again about the same subject (a clip whose scene has another length now), so that it goes by its
 * task: the same name would be answered with the old result.
 */
export function effectKey(task: Pick<Task, 'id' | 'work' | 'subjectId' | 'attempt'>): string {
  const subject = WORK[task.work].outside === 'media' ? task.id : task.subjectId;
  return `${task.work}:${subject}:${task.attempt}`;
}

export function isEnded(task: Pick<Task, 'status'>): boolean {
  return task.status === 'succeeded' || task.status === 'failed' || task.status === 'canceled';
}

/** How what a task was to make stands, after the task ended without making it. */
export function endedAs({ status }: Pick<Task, 'status'>): 'canceled' | 'failed' {
  return status === 'canceled' ? 'canceled' : 'failed';
}

export function problem(code: string, message: string, retryable = false): ProblemDetail {
  return { code, message, retryable };
}
