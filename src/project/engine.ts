import { v7 as uuidv7 } from 'uuid';
import { log } from '#adapters/log.ts';
import type { Context, Policy } from '#domain/pipeline/context.ts';
import type { Change } from '#domain/pipeline/draft.ts';
import { isActive } from '#domain/pipeline/jobs.ts';
import type { Expectation } from '#domain/pipeline/preconditions.ts';
import { type Inputs, type InputType, nextWake, reduce } from '#domain/pipeline/reduce.ts';
import { isRefusal, type Refusal, refuse } from '#domain/pipeline/refusal.ts';
import { type ProjectState, projectOf, stateOf } from '#domain/pipeline/state.ts';
import { alarmTime } from './alarm-time.ts';
import { announceRecords, type CommitDeps, commit, type StoredAnswer } from './commit.ts';
import { Outbox, type OutboxDeps } from './outbox.ts';
import { type Readable, type Reading, Readings } from './readings.ts';
import type { Executed, IdempotencyMark } from './rpc.ts';
import { hasSchema, takeSchemaSteps } from './schema-steps.ts';
import { Store } from './store.ts';

/** When the alarm handler itself failed, it is tried again after this long. In milliseconds. */
const ALARM_RETRY = 5000;

export interface EngineDeps {
  readonly projectId: string;
  readonly storage: DurableObjectStorage;
  readonly policy: Policy;
  readonly send: OutboxDeps['send'];
  /** Tells the sockets; each event as JSON. */
  readonly tell: (events: readonly string[]) => void;
  readonly waitUntil: (promise: Promise<unknown>) => void;
}

/**
 * The state of one project and the way it changes: reduce, commit, tell, send. Owned here: that what is in memory
 * is what is stored. Owned by the neighbours: what a change is (`domain/pipeline`), what is written (`commit`).
 */
export class Engine {
  readonly store: Store;
  readonly #deps: EngineDeps;
  readonly #outbox: Outbox;
  readonly #readings = new Readings();
  #state: ProjectState;
  #alarmAt: number | null = null;

  constructor(deps: EngineDeps) {
    this.#deps = deps;
    const { sql } = deps.storage;
    this.store = new Store(sql);
    const exists = hasSchema(sql);
    if (exists) this.#takeSchema();
    this.#state = stateOf(exists ? this.store.entities() : []);
    this.#outbox = new Outbox({
      store: this.store,
      projectId: deps.projectId,
      now: () => Date.now(),
      send: deps.send,
      rearm: () => this.#rearm(),
    });
  }

  get state(): ProjectState {
    return this.#state;
  }

  read(what: Readable): Reading {
    return this.#readings.of(this.#state, what, () => this.store.lastSeq());
  }

  execute<T extends InputType>(
    type: T,
    input: Inputs[T][0],
    mark: IdempotencyMark | null,
    expects: Expectation | null = null,
  ): Executed<Inputs[T][1] | Refusal> {
    if (type === 'create-project') this.#takeSchema();
    const stored = mark && this.store.answer(mark.key);
    if (stored) return replay(stored, mark);
    const now = Date.now();
    const { change, reply } = reduce(this.#state, type, input, this.#context(now), expects);
    const refused = reply !== null && typeof reply === 'object' && isRefusal(reply);
    const answer = mark && !refused ? { ...mark, json: JSON.stringify(reply) } : null;
    if (change.changed.length + change.removed.length + change.effects.length > 0 || answer) {
      const events = this.#commit(change, now, answer);
      this.#state = change.state;
      this.#deps.tell(events);
      if (this.store.hasDueEffects(now)) this.#deps.waitUntil(this.#outbox.drain());
    }
    return { reply, replayed: false };
  }

  /** Cancels every job and sees that those who work outside hear of it. */
  async stop(): Promise<void> {
    for (const job of this.#state.job.values())
      if (isActive(job)) this.execute('cancel-job', { jobId: job.id }, null);
    await this.#outbox.drain();
  }

  /** The alarm rang: wakes what is due, repeats what was not acknowledged, sends what was not sent. Never throws. */
  async ring(): Promise<void> {
    this.#alarmAt = null;
    try {
      const now = Date.now();
      if (!projectOf(this.#state)) return;
      const wakeAt = nextWake(this.#state);
      if (wakeAt !== null && wakeAt <= now) this.execute('wake', null, null);
      const recordsAt = this.store.mark('records-resend-at');
      if (recordsAt !== null && recordsAt <= now) {
        this.transaction(() => announceRecords(this.#commitDeps(), now));
      }
      await this.#outbox.drain();
      this.#rearm();
    } catch (error) {
      // An alarm that keeps throwing is dropped by the platform after six tries: the project would hang.
      log('alarm.failed', { projectId: this.#deps.projectId, error });
      await this.#deps.storage.setAlarm(Date.now() + ALARM_RETRY);
    }
  }

  /** Writes all of it or nothing. Throws what `write` throws. */
  transaction(write: () => void): void {
    try {
      this.#deps.storage.transactionSync(write);
    } catch (error) {
      this.store.forget();
      throw error;
    }
  }

  #commit(change: Change, now: number, answer: StoredAnswer | null): string[] {
    try {
      return commit(this.#commitDeps(), change, now, answer);
    } catch (error) {
      // The alarm of the transaction was rolled back with it.
      this.#alarmAt = null;
      throw error;
    }
  }

  #context(now: number): Context {
    return { now, newId: () => uuidv7(), random: Math.random, policy: this.#deps.policy };
  }

  #takeSchema(): void {
    const { storage } = this.#deps;
    storage.transactionSync(() => takeSchemaSteps(storage.sql));
  }

  #commitDeps(): CommitDeps {
    const { projectId, policy } = this.#deps;
    return {
      store: this.store,
      projectId,
      recordsResendMilliseconds: policy.recordsResendSeconds * 1000,
      transaction: (write) => this.transaction(write),
      setAlarm: (at) => this.#setAlarm(at),
    };
  }

  #rearm(): void {
    const at = alarmTime({
      now: Date.now(),
      wakeAt: nextWake(this.#state),
      effectAt: this.store.nextEffectAt(),
      recordsAt: this.store.mark('records-resend-at'),
    });
    if (at !== null) this.#setAlarm(at);
  }

  /** An alarm that rings too early only looks again, so that a later time needs no write. */
  #setAlarm(at: number): void {
    if (this.#alarmAt !== null && this.#alarmAt <= at && this.#alarmAt > Date.now()) return;
    this.#alarmAt = at;
    this.#deps.waitUntil(this.#deps.storage.setAlarm(at));
  }
}

function replay<T>(
  stored: { requestHash: string; json: string },
  mark: IdempotencyMark,
): Executed<T | Refusal> {
  if (stored.requestHash !== mark.requestHash) {
    const message = 'This Idempotency-Key was used before for a different request. Use a new key.';
    return { reply: refuse('idempotency-conflict', message), replayed: false };
  }
  // It was written by `execute` as the reply of this very input.
  return { reply: JSON.parse(stored.json) as T, replayed: true };
}
