/**
 * Messages on the queues. They carry ids and counters, never data: the consumer asks the object for the input
 * (`claim`), which also ends stale and doubled messages there.
 */
import { z } from 'zod';
import { Id } from './ids.ts';

/**
 * Queues by how long one message takes, so that a slow consumer never stands before a fast one:
 * `language` (speech and language models: seconds to minutes), `predictions` (short calls to Replicate),
 * `media` (FFmpeg jobs: submit and follow), `transfers` (outputs streamed into the bucket),
 * `records` (Postgres).
 */
export const QueueName = z.enum(['language', 'predictions', 'media', 'transfers', 'records']);
export type QueueName = z.infer<typeof QueueName>;

/** Do the work of one attempt of one task. */
export const TaskMessage = z.object({
  type: z.literal('task'),
  projectId: Id,
  taskId: Id,
  attempt: z.int().positive(),
});
export type TaskMessage = z.infer<typeof TaskMessage>;

/** Ask those who work outside how a started (or unconfirmed) attempt stands. */
export const PollMessage = z.object({
  type: z.literal('poll'),
  projectId: Id,
  taskId: Id,
  attempt: z.int().positive(),
  poll: z.int().positive(),
});
export type PollMessage = z.infer<typeof PollMessage>;

/** Stop what an attempt started outside; it is no longer wanted. */
export const CancelMessage = z.object({
  type: z.literal('cancel'),
  projectId: Id,
  taskId: Id,
  attempt: z.int().positive(),
  service: z.enum(['replicate', 'media']),
  externalId: z.string(),
});
export type CancelMessage = z.infer<typeof CancelMessage>;

/** Rows of a project changed: bring Postgres up to date. */
export const RecordsMessage = z.object({
  type: z.literal('records'),
  projectId: Id,
});
export type RecordsMessage = z.infer<typeof RecordsMessage>;

export const QueueMessage = z.discriminatedUnion('type', [
  TaskMessage,
  PollMessage,
  CancelMessage,
  RecordsMessage,
]);
export type QueueMessage = z.infer<typeof QueueMessage>;
