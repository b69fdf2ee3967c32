import { createHash } from 'node:crypto';
import { z } from 'zod';
import { parseJsonColumn, type Store } from './store.ts';

/** One call that a real provider would put on the bill. Times are ISO 8601 UTC. */
export const paidCallSchema = z.strictObject({
  id: z.string(),
  service: z.enum(['replicate', 'openai', 'openrouter']),
  kind: z.enum(['image', 'video', 'transcription', 'chat']),
  model: z.string(),
  /** sha256 of the input, to find double payments; volatile URL queries are left out. */
  inputHash: z.string(),
  /** Path of the webhook, and those of its query parameters that are no secrets. */
  webhookPath: z.string().optional(),
  webhookQuery: z.record(z.string(), z.string()).optional(),
  createdAt: z.string(),
  endedAt: z.string().optional(),
  status: z.string(),
  /** The simulated latency, so that a bench can compute the critical path. */
  latencyMs: z.number(),
  costUsd: z.number(),
});

export type PaidCall = z.infer<typeof paidCallSchema>;

/** Hash of a call's input; query strings of URLs are cut, because presigned ones differ every time. */
export function inputHash(input: unknown): string {
  const text = JSON.stringify(input, (_key, value: unknown) =>
    typeof value === 'string' && /^https?:\/\//.test(value) ? value.split('?')[0] : value,
  );
  return createHash('sha256').update(text).digest('hex');
}

const SECRET_NAME = /token|sig|secret|key|auth/i;

/** The parts of a webhook URL that statistics may show. */
export function describeWebhook(webhook: string | undefined): Pick<PaidCall, 'webhookPath' | 'webhookQuery'> {
  if (webhook === undefined) return {};
  const url = new URL(webhook);
  const shown = [...url.searchParams].filter(([name]) => !SECRET_NAME.test(name));
  return { webhookPath: url.pathname, webhookQuery: Object.fromEntries(shown) };
}

/** Counters and the list of paid calls, written through to the store. */
export class Ledger {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Adds to a counter such as `requests.replicate.create.201`. */
  count(name: string, amount = 1): void {
    this.#store.db
      .prepare(
        'INSERT INTO counters VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = value + excluded.value',
      )
      .run(name, amount);
  }

  /** Records that a call was accepted: from here on it costs money, whatever becomes of the answer. */
  pay(call: PaidCall): void {
    this.#store.db
      .prepare('INSERT INTO paid_calls (id, json) VALUES (?, ?)')
      .run(call.id, JSON.stringify(call));
  }

  /** Records how and when a paid call ended. */
  settle(id: string, status: string): void {
    const row = this.#store.db.prepare('SELECT json FROM paid_calls WHERE id = ?').get(id);
    if (row === undefined) return;
    const call: PaidCall = {
      ...paidCallSchema.parse(parseJsonColumn(row)),
      status,
      endedAt: new Date().toISOString(),
    };
    this.#store.db.prepare('UPDATE paid_calls SET json = ? WHERE id = ?').run(JSON.stringify(call), id);
  }

  paidCalls(): readonly PaidCall[] {
    return this.#store.db
      .prepare('SELECT json FROM paid_calls ORDER BY seq')
      .all()
      .map((row) => paidCallSchema.parse(parseJsonColumn(row)));
  }

  counters(): Record<string, number> {
    const rowSchema = z.object({ name: z.string(), value: z.number() });
    const rows = this.#store.db.prepare('SELECT name, value FROM counters ORDER BY name').all();
    return Object.fromEntries(
      rows.map((row) => rowSchema.parse(row)).map(({ name, value }) => [name, value]),
    );
  }
}
