import { z } from 'zod';
import type { Context } from '../context.ts';
import type { Fault } from '../faults.ts';
import { parseJsonColumn } from '../store.ts';
import { postWebhook } from './post-webhook.ts';
import type { Prediction, WebhookEvent } from './prediction.ts';
import { webhookBody } from './view.ts';
import { newMessageId, signHeaders, webhookSecret } from './webhook-signature.ts';

const THROTTLE_MS = 500;
const WRONG_SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

/** A terminal webhook on its way; stored, so that a killed process goes on with it. */
const deliverySchema = z.object({
  id: z.string(),
  url: z.string(),
  body: z.string(),
  attempts: z.number(),
  wrongSignature: z.boolean(),
});
type Delivery = z.infer<typeof deliverySchema>;

function wants(prediction: Prediction, event: WebhookEvent): boolean {
  return (prediction.webhookEvents ?? ['output', 'completed']).includes(event);
}

/**
 * Replicate's webhook sender. `start`, `output` and `logs` are sent once and forgotten, the latter two at most
 * every 500 ms; the terminal one is repeated with growing pauses for about a minute, under one `webhook-id`.
 */
export class Webhooks {
  readonly #context: Context;
  readonly #lastSentMs = new Map<string, number>();
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(context: Context) {
    this.#context = context;
  }

  /** Goes on with deliveries that a previous process left undone. */
  resume(): void {
    for (const row of this.#context.store.db.prepare('SELECT json FROM deliveries WHERE open = 1').all()) {
      this.#later(0, () => this.#attempt(deliverySchema.parse(parseJsonColumn(row))));
    }
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  /** An intermediate event: sent when wanted and not throttled, never repeated. */
  notify(prediction: Prediction, event: Exclude<WebhookEvent, 'completed'>): void {
    const { webhook } = prediction;
    if (webhook === undefined || !wants(prediction, event)) return;
    if (event !== 'start') {
      const now = Date.now();
      if (now - (this.#lastSentMs.get(prediction.id) ?? 0) < THROTTLE_MS) return;
      this.#lastSentMs.set(prediction.id, now);
    }
    const body = webhookBody(prediction, this.#context.publicUrl());
    this.#later(0, () => this.#send(webhook, newMessageId(), body, false));
  }

  /** The terminal event. Resolves when the first attempt has ended, whatever came of it. */
  async complete(prediction: Prediction, before: Prediction): Promise<void> {
    this.#lastSentMs.delete(prediction.id);
    const { webhook } = prediction;
    if (webhook === undefined || !wants(prediction, 'completed')) return;
    const prompt = prediction.input?.prompt;
    const fault = this.#context.faults.take({
      service: 'replicate',
      kind: 'webhook',
      model: prediction.model,
      prompt: typeof prompt === 'string' ? prompt : undefined,
      webhook,
    });
    if (fault?.type === 'webhook-dropped') {
      this.#context.ledger.count('webhooks.dropped');
      return;
    }
    const delivery: Delivery = {
      id: newMessageId(),
      url: webhook,
      body: webhookBody(prediction, this.#context.publicUrl()),
      attempts: 0,
      wrongSignature: fault?.type === 'webhook-wrong-signature',
    };
    this.#context.store.db
      .prepare('INSERT INTO deliveries VALUES (?, 1, ?)')
      .run(delivery.id, JSON.stringify(delivery));
    if (fault?.type === 'webhook-delayed') this.#later(fault.delayMs, () => this.#attempt(delivery));
    else await this.#attempt(delivery);
    this.#misbehave(fault, delivery, before);
  }

  #misbehave(fault: Fault | undefined, delivery: Delivery, before: Prediction): void {
    if (fault?.type === 'webhook-duplicated') {
      for (let copy = 1; copy <= fault.copies; copy += 1) {
        this.#later(fault.gapMs * copy, () => this.#send(delivery.url, delivery.id, delivery.body, false));
      }
    }
    if (fault?.type === 'webhook-out-of-order') {
      const stale = webhookBody({ ...before, status: 'processing' }, this.#context.publicUrl());
      this.#later(fault.gapMs, () => this.#send(delivery.url, newMessageId(), stale, false));
    }
  }

  async #attempt(delivery: Delivery): Promise<void> {
    const accepted = await this.#send(delivery.url, delivery.id, delivery.body, delivery.wrongSignature);
    if (this.#context.closing.aborted) return;
    const tried = { ...delivery, attempts: delivery.attempts + 1 };
    const pauseMs = this.#context.config.webhookRetriesMs[delivery.attempts];
    const open = !accepted && pauseMs !== undefined;
    this.#context.store.db
      .prepare('UPDATE deliveries SET open = ?, json = ? WHERE id = ?')
      .run(open ? 1 : 0, JSON.stringify(tried), delivery.id);
    if (accepted) this.#context.ledger.count('webhooks.delivered');
    else if (open) this.#later(pauseMs, () => this.#attempt(tried));
    else this.#context.ledger.count('webhooks.given-up');
  }

  async #send(url: string, messageId: string, body: string, wrongSignature: boolean): Promise<boolean> {
    const { ledger, store, closing, log } = this.#context;
    ledger.count('webhooks.sent');
    const secret = wrongSignature ? WRONG_SECRET : webhookSecret(store);
    const answer = await postWebhook(url, signHeaders(secret, messageId, body, Date.now()), body, closing);
    if (typeof answer === 'number' && answer >= 200 && answer < 300) return true;
    const reason = typeof answer === 'number' ? `HTTP ${answer}` : answer.error;
    if (!closing.aborted) log('webhook-refused', { messageId, path: new URL(url).pathname, reason });
    return false;
  }

  #later(delayMs: number, task: () => Promise<unknown>): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      task().catch((error: unknown) => this.#context.log('webhook-task-failed', { error: String(error) }));
    }, delayMs);
    this.#timers.add(timer);
  }
}
