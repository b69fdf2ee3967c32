/**
 * One project's object: the only writer of its project (P1). It wires and does not decide: the reducer decides,
 * `commit` writes, the outbox sends, sockets listen.
 */
import { DurableObject } from 'cloudflare:workers';
import { v7 as uuidv7 } from 'uuid';
import { log } from '#adapters/log.ts';
import type { EntityKind, EntityOf } from '#contracts/entities/index.ts';
import type { EventKind, ProjectEvent, ViewOf } from '#contracts/events.ts';
import type { TaskView } from '#contracts/views/views.ts';
import type { Context } from '#domain/pipeline/context.ts';
import type { Change } from '#domain/pipeline/draft.ts';
import { type Inputs, type InputType, nextWake, reduce } from '#domain/pipeline/reduce.ts';
import { isRefusal, type Refusal, refuse } from '#domain/pipeline/refusal.ts';
import { type ProjectState, projectOf, stateOf } from '#domain/pipeline/state.ts';
import { taskView, viewsOf } from '#domain/views/views.ts';
import { alarmTime } from './alarm-time.ts';
import { announceRecords, type CommitDeps, commit, type StoredAnswer } from './commit.ts';
import { type ProjectEnv, policyOf, queueOf } from './environment.ts';
import { Outbox } from './outbox.ts';
import type { Asker, Executed, IdempotencyMark, ProjectRpc } from './rpc.ts';
import { hasSchema, takeSchemaSteps } from './schema-steps.ts';
import { snapshotOf } from './snapshot.ts';
import { acceptSocket, broadcast, closeQuietly } from './sockets.ts';
import { Store, type StoredEntity } from './store.ts';

/** When the alarm handler itself failed, it is tried again after this long. In milliseconds. */
const ALARM_RETRY = 5000;

const NOT_FOUND = refuse('project-not-found', 'There is no such project.');

export class ProjectObject extends DurableObject<ProjectEnv> implements ProjectRpc {
  readonly #store: Store;
  readonly #outbox: Outbox;
  readonly #policy = policyOf(this.env);
  readonly #projectId: string;
  #state: ProjectState;
  #alarmAt: number | null = null;

  constructor(ctx: DurableObjectState, env: ProjectEnv) {
    super(ctx, env);
    this.#projectId = ctx.id.name ?? ctx.id.toString();
    this.#store = new Store(ctx.storage.sql);
    if (hasSchema(ctx.storage.sql)) this.#takeSchema();
    this.#state = stateOf(hasSchema(ctx.storage.sql) ? this.#store.entities() : []);
    this.#outbox = new Outbox({
      store: this.#store,
      projectId: this.#projectId,
      now: () => Date.now(),
      rearm: () => this.#rearm(),
      async send(queue, messages) {
        await queueOf(env, queue).sendBatch(messages.map((body) => ({ body })));
      },
    });
    // Protocol pings never arrive here; this one is for clients that cannot send them. It wakes nobody.
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'));
  }

  async execute<T extends InputType>(
    asker: Asker,
    type: T,
    input: Inputs[T][0],
    mark: IdempotencyMark | null,
  ): Promise<Executed<Inputs[T][1] | Refusal>> {
    if (type === 'create-project') this.#takeSchema();
    else if (!this.#isVisibleTo(asker)) return { reply: NOT_FOUND, replayed: false };
    const stored = mark && this.#store.answer(mark.key);
    if (stored) return replay(stored, mark);
    const now = Date.now();
    const { change, reply } = reduce(this.#state, type, input, this.#context(now));
    const refused = reply !== null && typeof reply === 'object' && isRefusal(reply);
    const answer = mark && !refused ? { ...mark, json: JSON.stringify(reply) } : null;
    if (change.changed.length + change.removed.length + change.effects.length > 0 || answer) {
      const events = this.#commit(change, now, answer);
      this.#state = change.state;
      broadcast(this.ctx, events);
      this.ctx.waitUntil(this.#outbox.drain());
    }
    return { reply, replayed: false };
  }

  async views<K extends EventKind>(
    asker: Asker,
    kinds: readonly K[],
  ): Promise<{ seq: number; views: { [P in K]: ViewOf<P>[] } } | Refusal> {
    if (!this.#isVisibleTo(asker)) return NOT_FOUND;
    const views = Object.fromEntries(kinds.map((kind) => [kind, viewsOf(this.#state, kind)]));
    // Each list was filled by the key it stands under.
    return { seq: this.#store.lastSeq(), views: views as { [P in K]: ViewOf<P>[] } };
  }

  async entity<K extends EntityKind>(
    asker: Asker,
    kind: K,
    id: string,
  ): Promise<EntityOf<K> | null | Refusal> {
    if (!this.#isVisibleTo(asker)) return NOT_FOUND;
    // A map under a kind holds entities of that kind.
    return (this.#state[kind].get(id) ?? null) as EntityOf<K> | null;
  }

  async keys(asker: Asker, kind: 'image' | 'clip'): Promise<Record<string, string> | Refusal> {
    if (!this.#isVisibleTo(asker)) return NOT_FOUND;
    const takes = [...this.#state[kind].values()];
    return Object.fromEntries(takes.flatMap(({ id, key }) => (key === null ? [] : [[id, key]])));
  }

  async tasks(asker: Asker, jobId: string): Promise<TaskView[] | Refusal> {
    if (!this.#isVisibleTo(asker)) return NOT_FOUND;
    return [...this.#state.task.values()].filter((task) => task.jobId === jobId).map(taskView);
  }

  async unrecorded(limit: number): Promise<StoredEntity[]> {
    return projectOf(this.#state) ? this.#store.unrecorded(limit) : [];
  }

  async acknowledge(rows: readonly { kind: EntityKind; id: string; revision: number }[]): Promise<void> {
    this.ctx.storage.transactionSync(() => {
      for (const { kind, id, revision } of rows) this.#store.acknowledge(kind, id, revision);
      if (this.#store.unrecorded(1).length === 0) this.#store.setMark('records-resend-at', null);
    });
  }

  /** The upgrade to a WebSocket; the Worker has authenticated the caller and named the owner. */
  override async fetch(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const ownerId = url.searchParams.get('ownerId');
    if (ownerId === null || !this.#isVisibleTo({ ownerId })) return new Response(null, { status: 404 });
    const since = url.searchParams.get('since');
    const snapshot = () => snapshotOf(this.#state, this.#store.lastSeq(), Date.now());
    return acceptSocket(
      { store: this.#store, ctx: this.ctx, snapshot },
      since === null ? null : Number(since),
    );
  }

  override webSocketMessage(socket: WebSocket): void {
    closeQuietly(socket, 1008, 'this socket only sends; use the REST API');
  }

  override webSocketError(socket: WebSocket): void {
    closeQuietly(socket, 1011, 'socket error');
  }

  override async alarm(): Promise<void> {
    this.#alarmAt = null;
    try {
      const now = Date.now();
      if (!projectOf(this.#state)) return;
      const wakeAt = nextWake(this.#state);
      if (wakeAt !== null && wakeAt <= now) await this.execute('house', 'wake', null, null);
      const recordsAt = this.#store.mark('records-resend-at');
      if (recordsAt !== null && recordsAt <= now) {
        this.ctx.storage.transactionSync(() => announceRecords(this.#commitDeps(), now));
      }
      await this.#outbox.drain();
      this.#rearm();
    } catch (error) {
      // An alarm that keeps throwing is dropped by the platform after six tries: the project would hang.
      log('alarm.failed', { projectId: this.#projectId, error });
      await this.ctx.storage.setAlarm(Date.now() + ALARM_RETRY);
    }
  }

  #commit(change: Change, now: number, answer: StoredAnswer | null): ProjectEvent[] {
    try {
      return commit(this.#commitDeps(), change, now, answer);
    } catch (error) {
      // The alarm of the transaction was rolled back with it.
      this.#alarmAt = null;
      throw error;
    }
  }

  #isVisibleTo(asker: Asker): boolean {
    const project = projectOf(this.#state);
    return project !== null && (asker === 'house' || asker.ownerId === project.ownerId);
  }

  #context(now: number): Context {
    return { now, newId: () => uuidv7(), random: Math.random, policy: this.#policy };
  }

  #takeSchema(): void {
    this.ctx.storage.transactionSync(() => takeSchemaSteps(this.ctx.storage.sql));
  }

  #commitDeps(): CommitDeps {
    return {
      store: this.#store,
      projectId: this.#projectId,
      recordsResendMilliseconds: this.#policy.recordsResendSeconds * 1000,
      transaction: (write) => this.ctx.storage.transactionSync(write),
      setAlarm: (at) => this.#setAlarm(at),
    };
  }

  #rearm(): void {
    const at = alarmTime({
      now: Date.now(),
      wakeAt: nextWake(this.#state),
      effectAt: this.#store.nextEffectAt(),
      recordsAt: this.#store.mark('records-resend-at'),
    });
    if (at !== null) this.#setAlarm(at);
  }

  /** An alarm that rings too early only looks again, so that a later time needs no write. */
  #setAlarm(at: number): void {
    if (this.#alarmAt !== null && this.#alarmAt <= at && this.#alarmAt > Date.now()) return;
    this.#alarmAt = at;
    this.ctx.waitUntil(this.ctx.storage.setAlarm(at));
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
