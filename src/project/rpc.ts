import type { EntityKind, EntityOf } from '#contracts/entities/index.ts';
import type { EventKind, ViewOf } from '#contracts/events.ts';
import type { TaskView } from '#contracts/views/views.ts';
import type { Expectation } from '#domain/pipeline/preconditions.ts';
import type { Inputs, InputType } from '#domain/pipeline/reduce.ts';
import type { Refusal } from '#domain/pipeline/refusal.ts';
import type { StoredEntity } from './store.ts';

/** Who asks: a caller, who must own the project, or the house itself (consumers, webhooks). */
export type Asker = { readonly ownerId: string } | 'house';

/** The caller's `Idempotency-Key` with a hash of what it asked for. */
export interface IdempotencyMark {
  readonly key: string;
  readonly requestHash: string;
}

export interface Executed<T> {
  readonly reply: T;
  /** True where this is the stored answer to an earlier request with the same key. */
  readonly replayed: boolean;
}

/**
 * What a project's object answers over RPC. Written out by hand: the types that the platform derives for a stub
 * wrap every field of these unions and cannot be followed by the compiler.
 */
export interface ProjectRpc {
  execute<T extends InputType>(
    asker: Asker,
    type: T,
    input: Inputs[T][0],
    mark: IdempotencyMark | null,
    /** The version that the caller wants to change; another one refuses it, in the same step (RFC 9110, 13.1.1). */
    expects?: Expectation | null,
  ): Promise<Executed<Inputs[T][1] | Refusal>>;
  /** Views of the kinds asked for, all as of the same event number. */
  views<K extends EventKind>(
    asker: Asker,
    kinds: readonly K[],
  ): Promise<{ seq: number; views: { [P in K]: ViewOf<P>[] } } | Refusal>;
  entity<K extends EntityKind>(asker: Asker, kind: K, id: string): Promise<EntityOf<K> | null | Refusal>;
  /** Storage keys by take id, of the takes that have a file. */
  keys(asker: Asker, kind: 'image' | 'clip'): Promise<Record<string, string> | Refusal>;
  tasks(asker: Asker, jobId: string): Promise<TaskView[] | Refusal>;
  /** Stops what runs, closes the sockets and forgets the project. Files and records are the asker's to delete. */
  remove(asker: Asker): Promise<Refusal | null>;
  /** Rows that Postgres has not acknowledged yet. */
  unrecorded(limit: number): Promise<StoredEntity[]>;
  acknowledge(rows: readonly { kind: EntityKind; id: string; revision: number }[]): Promise<void>;
  /** The upgrade to a WebSocket, or a reading (`reading-address.ts`). */
  fetch(request: Request | string): Promise<Response>;
}
