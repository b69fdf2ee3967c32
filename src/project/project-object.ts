/**
 * One project's object: the only writer of its project (P1). It wires and does not decide: the engine changes the
 * state, sockets listen, callers see what is theirs.
 */
import { DurableObject } from 'cloudflare:workers';
import type { EntityKind, EntityOf } from '#contracts/entities/index.ts';
import type { EventKind, ViewOf } from '#contracts/events.ts';
import type { TaskView } from '#contracts/views/views.ts';
import type { Expectation } from '#domain/pipeline/preconditions.ts';
import type { Inputs, InputType } from '#domain/pipeline/reduce.ts';
import { type Refusal, refuse } from '#domain/pipeline/refusal.ts';
import { projectOf } from '#domain/pipeline/state.ts';
import { viewsOf } from '#domain/views/views.ts';
import { taskView } from '#domain/views/work.ts';
import { Engine } from './engine.ts';
import { type ProjectEnv, policyOf, queueOf } from './environment.ts';
import { askedReading, readingResponse } from './reading-address.ts';
import type { Asker, Executed, IdempotencyMark, ProjectRpc } from './rpc.ts';
import { snapshotOf } from './snapshot.ts';
import { acceptSocket, broadcast, closeQuietly } from './sockets.ts';
import type { StoredEntity } from './store.ts';

const NOT_FOUND = refuse('project-not-found', 'There is no such project.');

export class ProjectObject extends DurableObject<ProjectEnv> implements ProjectRpc {
  #engine: Engine;

  constructor(ctx: DurableObjectState, env: ProjectEnv) {
    super(ctx, env);
    this.#engine = this.#newEngine();
    // Protocol pings never arrive here; this one is for clients that cannot send them. It wakes nobody.
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'));
  }

  async execute<T extends InputType>(
    asker: Asker,
    type: T,
    input: Inputs[T][0],
    mark: IdempotencyMark | null,
    expects: Expectation | null = null,
  ): Promise<Executed<Inputs[T][1] | Refusal>> {
    if (type !== 'create-project' && !this.#isVisibleTo(asker)) return { reply: NOT_FOUND, replayed: false };
    return this.#engine.execute(type, input, mark, expects);
  }

  async views<K extends EventKind>(
    asker: Asker,
    kinds: readonly K[],
  ): Promise<{ seq: number; views: { [P in K]: ViewOf<P>[] } } | Refusal> {
    if (!this.#isVisibleTo(asker)) return NOT_FOUND;
    const views = Object.fromEntries(kinds.map((kind) => [kind, viewsOf(this.#engine.state, kind)]));
    // Each list was filled by the key it stands under.
    return { seq: this.#engine.store.lastSeq(), views: views as { [P in K]: ViewOf<P>[] } };
  }

  async entity<K extends EntityKind>(
    asker: Asker,
    kind: K,
    id: string,
  ): Promise<EntityOf<K> | null | Refusal> {
    if (!this.#isVisibleTo(asker)) return NOT_FOUND;
    // A map under a kind holds entities of that kind.
    return (this.#engine.state[kind].get(id) ?? null) as EntityOf<K> | null;
  }

  async keys(asker: Asker, kind: 'image' | 'clip'): Promise<Record<string, string> | Refusal> {
    if (!this.#isVisibleTo(asker)) return NOT_FOUND;
    const takes = [...this.#engine.state[kind].values()];
    return Object.fromEntries(takes.flatMap(({ id, key }) => (key === null ? [] : [[id, key]])));
  }

  async tasks(asker: Asker, jobId: string): Promise<TaskView[] | Refusal> {
    if (!this.#isVisibleTo(asker)) return NOT_FOUND;
    return [...this.#engine.state.task.values()].filter((task) => task.jobId === jobId).map(taskView);
  }

  async remove(asker: Asker): Promise<Refusal | null> {
    if (!this.#isVisibleTo(asker)) return NOT_FOUND;
    await this.#engine.stop();
    for (const socket of this.ctx.getWebSockets()) closeQuietly(socket, 4410, 'the project was deleted');
    await this.ctx.storage.deleteAll();
    this.#engine = this.#newEngine();
    return null;
  }

  async unrecorded(limit: number): Promise<StoredEntity[]> {
    return projectOf(this.#engine.state) ? this.#engine.store.unrecorded(limit) : [];
  }

  async acknowledge(rows: readonly { kind: EntityKind; id: string; revision: number }[]): Promise<void> {
    const { store } = this.#engine;
    this.#engine.transaction(() => {
      for (const { kind, id, revision } of rows) store.acknowledge(kind, id, revision);
      if (store.unrecorded(1).length === 0) store.setMark('records-resend-at', null);
    });
  }

  /** A reading, or the upgrade to a WebSocket; the Worker has authenticated the caller and names the owner. */
  override async fetch(request: Request): Promise<Response> {
    const asked = askedReading(request.url);
    if (asked !== null) {
      if (!this.#isVisibleTo(asked)) return Response.json(NOT_FOUND, { status: 404 });
      return readingResponse(this.#engine.read(asked.what));
    }
    const url = new URL(request.url);
    const ownerId = url.searchParams.get('ownerId');
    if (ownerId === null || !this.#isVisibleTo({ ownerId })) return new Response(null, { status: 404 });
    const since = url.searchParams.get('since');
    const { store } = this.#engine;
    const snapshot = () => snapshotOf(this.#engine.state, store.lastSeq(), Date.now());
    return acceptSocket({ store, ctx: this.ctx, snapshot }, since === null ? null : Number(since));
  }

  override webSocketMessage(socket: WebSocket): void {
    closeQuietly(socket, 1008, 'this socket only sends; use the REST API');
  }

  override webSocketError(socket: WebSocket): void {
    closeQuietly(socket, 1011, 'socket error');
  }

  override alarm(): Promise<void> {
    return this.#engine.ring();
  }

  #newEngine(): Engine {
    const { ctx, env } = this;
    return new Engine({
      projectId: ctx.id.name ?? ctx.id.toString(),
      storage: ctx.storage,
      policy: policyOf(env),
      async send(queue, messages) {
        await queueOf(env, queue).sendBatch(messages.map((body) => ({ body })));
      },
      tell: (events) => broadcast(ctx, events),
      waitUntil: (promise) => ctx.waitUntil(promise),
    });
  }

  #isVisibleTo(asker: Asker): boolean {
    const project = projectOf(this.#engine.state);
    return project !== null && (asker === 'house' || asker.ownerId === project.ownerId);
  }
}
