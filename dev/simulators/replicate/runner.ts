import type { Context } from '../context.ts';
import { isTerminal, nanoTime, type Prediction, type TerminalStatus } from './prediction.ts';
import type { PredictionStore } from './prediction-store.ts';
import { renderOutputs } from './render.ts';
import type { Webhooks } from './webhooks.ts';

/** Files are there a moment before the prediction is called done, as in the real service. */
const FINISH_GAP_MS = 40;

/** Moves predictions through `starting`, `processing` and a terminal state, and tells who waits for them. */
export class Runner {
  readonly #context: Context;
  readonly #predictions: PredictionStore;
  readonly #webhooks: Webhooks;
  readonly #jobs = new Map<string, { timers: NodeJS.Timeout[]; abort: AbortController }>();
  readonly #delivered = new Map<string, (prediction: Prediction) => void>();
  readonly #watchers = new Map<string, Set<(prediction: Prediction) => void>>();

  constructor(context: Context, predictions: PredictionStore, webhooks: Webhooks) {
    this.#context = context;
    this.#predictions = predictions;
    this.#webhooks = webhooks;
  }

  /** Takes up a stored prediction, new or left by a killed process; overdue steps happen at once. */
  begin(prediction: Prediction): void {
    const job = { timers: [] as NodeJS.Timeout[], abort: new AbortController() };
    this.#jobs.set(prediction.id, job);
    const at = (timeMs: number, task: () => Promise<void>): void => {
      const run = (): void => {
        task().catch((error: unknown) =>
          this.#context.log('prediction-failed-to-run', { id: prediction.id, error: String(error) }),
        );
      };
      job.timers.push(setTimeout(run, Math.max(0, timeMs - Date.now())));
    };
    at(prediction.startAtMs, () => this.#process(prediction.id, job.abort.signal));
    // A deadline that the work itself will meet needs no timer of its own, but rendering may be late.
    if (prediction.deadlineMs !== undefined) at(prediction.deadlineMs, () => this.#expire(prediction.id));
  }

  stop(): void {
    for (const id of [...this.#jobs.keys()]) this.#drop(id);
  }

  /** Cancels what still runs; a finished prediction comes back unchanged. */
  async cancel(id: string): Promise<Prediction | undefined> {
    const prediction = this.#predictions.find(id);
    if (prediction === undefined || isTerminal(prediction)) return prediction;
    // The answer does not wait for the receiver of the webhook.
    return this.#finish(prediction, 'canceled').prediction;
  }

  /** Resolves with the first state that satisfies `until`, or with the latest one when time is up. */
  watch(
    id: string,
    until: (prediction: Prediction) => boolean,
    timeoutMs: number,
  ): Promise<Prediction | undefined> {
    const now = this.#predictions.find(id);
    if (now === undefined || until(now)) return Promise.resolve(now);
    return new Promise((resolve) => {
      const watchers = this.#watchers.get(id) ?? new Set();
      const end = (prediction: Prediction | undefined): void => {
        clearTimeout(timer);
        watchers.delete(look);
        if (watchers.size === 0) this.#watchers.delete(id);
        resolve(prediction);
      };
      const look = (prediction: Prediction): void => {
        if (until(prediction)) end(prediction);
      };
      const timer = setTimeout(() => end(this.#predictions.find(id)), timeoutMs);
      this.#watchers.set(id, watchers.add(look));
    });
  }

  /** Resolves when the prediction has ended and the first attempt of its webhook is over. */
  watchDelivered(id: string): Promise<Prediction | undefined> {
    return new Promise((resolve) => this.#delivered.set(id, resolve));
  }

  async #process(id: string, signal: AbortSignal): Promise<void> {
    let prediction = this.#predictions.find(id);
    if (prediction === undefined || isTerminal(prediction)) return;
    if (prediction.fate.type === 'abort') return this.#finish(prediction, 'aborted').told;
    if (prediction.status === 'starting') {
      prediction = {
        ...prediction,
        status: 'processing',
        startedAt: nanoTime(Date.now()),
        logs: 'Running prediction...\n',
      };
      this.#save(prediction);
      this.#webhooks.notify(prediction, 'start');
      this.#webhooks.notify(prediction, 'logs');
    }
    // A killed process may have left it between its output and its end.
    if (prediction.outputPaths !== null) return this.#finish(prediction, 'succeeded').told;
    const { fate, dueAtMs } = prediction;
    if (fate.type === 'hang') return;
    const due = new Promise((resolve) => {
      this.#jobs.get(id)?.timers.push(setTimeout(resolve, Math.max(0, dueAtMs - Date.now())));
    });
    const rendering = fate.type === 'succeed' ? renderOutputs(this.#context, prediction, signal) : undefined;
    const [outcome] = await Promise.all([rendering, due]);
    const latest = this.#predictions.find(id);
    if (signal.aborted || latest === undefined || isTerminal(latest)) return;
    if (fate.type === 'fail') return this.#finish(latest, 'failed', fate.error).told;
    if (outcome === undefined) return this.#finish(latest, 'canceled').told;
    if ('error' in outcome) return this.#finish(latest, 'failed', outcome.error).told;
    return this.#deliver(latest, outcome.paths);
  }

  async #deliver(prediction: Prediction, outputPaths: string[]): Promise<void> {
    const withOutput = { ...prediction, outputPaths, logs: `${prediction.logs ?? ''}Saving output...\n` };
    this.#save(withOutput);
    this.#webhooks.notify(withOutput, 'output');
    await new Promise((resolve) => {
      this.#jobs.get(prediction.id)?.timers.push(setTimeout(resolve, FINISH_GAP_MS));
    });
    const latest = this.#predictions.find(prediction.id);
    if (latest !== undefined && !isTerminal(latest)) await this.#finish(latest, 'succeeded').told;
  }

  async #expire(id: string): Promise<void> {
    const prediction = this.#predictions.find(id);
    if (prediction === undefined || isTerminal(prediction)) return;
    await this.#finish(prediction, prediction.status === 'starting' ? 'aborted' : 'canceled').told;
  }

  #finish(
    before: Prediction,
    status: TerminalStatus,
    error: string | null = null,
  ): { prediction: Prediction; told: Promise<void> } {
    const now = Date.now();
    const startedMs = before.startedAt === undefined ? undefined : Date.parse(before.startedAt);
    const prediction: Prediction = {
      ...before,
      status,
      error,
      outputPaths: status === 'succeeded' ? before.outputPaths : null,
      completedAt: nanoTime(now),
      predictTimeSeconds: startedMs === undefined ? undefined : (now - startedMs) / 1000,
      totalTimeSeconds: (now - before.createdAtMs) / 1000,
    };
    this.#drop(before.id);
    this.#predictions.save(prediction, now + this.#context.config.retentionMs);
    this.#context.ledger.settle(before.id, status);
    this.#context.ledger.count(`predictions.${status}`);
    this.#tell(prediction);
    const told = this.#webhooks.complete(prediction, before);
    told
      .catch((reason: unknown) =>
        this.#context.log('webhook-failed', { id: before.id, reason: String(reason) }),
      )
      .finally(() => {
        this.#delivered.get(before.id)?.(prediction);
        this.#delivered.delete(before.id);
      });
    return { prediction, told };
  }

  #save(prediction: Prediction): void {
    this.#predictions.save(prediction);
    this.#tell(prediction);
  }

  #tell(prediction: Prediction): void {
    for (const look of [...(this.#watchers.get(prediction.id) ?? [])]) look(prediction);
  }

  #drop(id: string): void {
    const job = this.#jobs.get(id);
    for (const timer of job?.timers ?? []) clearTimeout(timer);
    job?.abort.abort();
    this.#jobs.delete(id);
  }
}
