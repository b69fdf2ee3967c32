import { log } from '#adapters/log.ts';
import type { QueueMessage, QueueName } from '#contracts/queue.ts';
import type { OutboxRow, Store } from './store.ts';

/** Limits of `sendBatch`. Source: Cloudflare Queues, limits. */
const BATCH_MESSAGES = 100;
/** First pause after a queue refused, in milliseconds; doubles up to a minute. */
const PAUSE = 1000;

export interface OutboxDeps {
  readonly store: Store;
  readonly projectId: string;
  readonly now: () => number;
  readonly send: (queue: QueueName, messages: readonly QueueMessage[]) => Promise<void>;
  /** Called after rows were postponed, so that the alarm is set for them. */
  readonly rearm: () => void;
}

/**
 * Sends what is due to the queues, in the order in which it was written, and forgets it once a queue has it.
 * At least once: a crash between the two sends it again, and `claim` ends the second one.
 */
export class Outbox {
  readonly #deps: OutboxDeps;
  #running: Promise<void> | null = null;
  #again = false;

  constructor(deps: OutboxDeps) {
    this.#deps = deps;
  }

  /** One drain at a time; a call during one has it look once more. */
  drain(): Promise<void> {
    if (this.#running) {
      this.#again = true;
      return this.#running;
    }
    this.#running = this.#drain().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #drain(): Promise<void> {
    const { store, now } = this.#deps;
    do {
      this.#again = false;
      for (;;) {
        const due = store.dueEffects(now(), BATCH_MESSAGES);
        if (due.length === 0) break;
        const queues = Map.groupBy(due, (row) => row.queue);
        await Promise.all([...queues].map(([queue, rows]) => this.#sendRows(queue, rows)));
      }
    } while (this.#again);
  }

  async #sendRows(queue: QueueName, rows: readonly OutboxRow[]): Promise<void> {
    const { store, now, send, projectId } = this.#deps;
    try {
      await send(
        queue,
        rows.map((row) => row.message),
      );
      for (const row of rows) store.deleteEffect(row.version);
    } catch (error) {
      const attempts = rows[0]?.attempts ?? 0;
      log('outbox.send-failed', { projectId, queue, messages: rows.length, attempts, error });
      const dueAt = now() + Math.min(60_000, PAUSE * 2 ** attempts);
      for (const row of rows) store.postponeEffect(row.version, dueAt);
      this.#deps.rearm();
    }
  }
}
