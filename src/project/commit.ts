/**
 * P2: state rows, event log, outbox, the stored answer and the alarm change in one transaction, or not at all.
 * Owned here: what one change writes. Sockets hear of it from the caller, after this returned.
 */
import type { Entity, EntityKind } from '#contracts/entities/index.ts';
import { RECORDED_KINDS } from '#contracts/entities/index.ts';
import { EVENT_VIEWS, type EventKind, type ProjectEvent } from '#contracts/events.ts';
import type { Change } from '#domain/pipeline/draft.ts';
import { nextWake } from '#domain/pipeline/reduce.ts';
import type { ProjectState } from '#domain/pipeline/state.ts';
import { isoTime } from '#domain/views/iso-time.ts';
import { VIEWS } from '#domain/views/views.ts';
import { alarmTime } from './alarm-time.ts';
import type { Store } from './store.ts';

/** Records of one project are announced at most this often, in milliseconds. */
const RECORDS_EVERY = 1000;

export interface CommitDeps {
  readonly store: Store;
  readonly transaction: (write: () => void) => void;
  readonly setAlarm: (at: number) => void;
  readonly projectId: string;
  readonly recordsResendMilliseconds: number;
}

export interface StoredAnswer {
  readonly key: string;
  readonly requestHash: string;
  readonly json: string;
}

/** Writes a change and returns the events that it made, in order, as the JSON that the log holds and sockets send. */
export function commit(deps: CommitDeps, change: Change, now: number, answer: StoredAnswer | null): string[] {
  const { store } = deps;
  const events: string[] = [];
  deps.transaction(() => {
    events.length = 0;
    for (const entity of change.changed) store.putEntity(entity);
    for (const entity of change.removed) store.removeEntity(entity);
    let seq = store.lastSeq();
    for (const event of eventsOf(change, now)) {
      seq += 1;
      const json = JSON.stringify({ seq, ...event });
      store.appendEvent({ seq, type: event.type, json }, now);
      events.push(json);
    }
    for (const effect of change.effects) store.putEffect(effect);
    if ([...change.changed, ...change.removed].some(isRecorded)) announceRecords(deps, now);
    if (answer) store.putAnswer(answer.key, answer.requestHash, answer.json, now);
    const alarm = alarmTime({
      now,
      wakeAt: nextWake(change.state),
      effectAt: store.nextEffectAt(),
      recordsAt: store.mark('records-resend-at'),
    });
    if (alarm !== null) deps.setAlarm(alarm);
  });
  return events;
}

/** Has Postgres told, soon and once for many changes; again later where nobody acknowledged. */
export function announceRecords(deps: CommitDeps, now: number): void {
  const { store, projectId } = deps;
  const last = store.mark('records-sent-at') ?? 0;
  // One that is still to come covers this change, too: put off by each, it would never come while changes do.
  const dueAt = last > now ? last : Math.max(now, last + RECORDS_EVERY);
  if (dueAt !== last) {
    store.putEffect({ key: 'records', queue: 'records', message: { type: 'records', projectId }, dueAt });
  }
  store.setMark('records-sent-at', dueAt);
  store.setMark('records-resend-at', dueAt + deps.recordsResendMilliseconds);
}

function* eventsOf(change: Change, now: number): Generator<Omit<ProjectEvent, 'seq'>> {
  const at = isoTime(now);
  for (const entity of change.changed) {
    if (isVisible(entity.kind))
      yield { at, type: `${entity.kind}.updated`, data: dataOf(entity, change.state) };
  }
  for (const { kind, id } of change.removed) {
    if (isVisible(kind)) yield { at, type: `${kind}.removed`, data: { id } };
  }
}

function dataOf(entity: Entity, state: ProjectState): ProjectEvent['data'] {
  if (!isVisible(entity.kind)) throw new Error(`${entity.kind} has no view`);
  // The mapper is picked by the entity's own kind, which the compiler cannot follow through the table.
  const view = VIEWS[entity.kind] as (entity: Entity, state: ProjectState) => ProjectEvent['data'];
  return view(entity, state);
}

function isVisible(kind: EntityKind): kind is EventKind {
  return kind in EVENT_VIEWS;
}

function isRecorded(entity: Entity): boolean {
  return RECORDED_KINDS.some((kind) => kind === entity.kind);
}
