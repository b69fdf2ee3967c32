import { Entity, RECORDED_KINDS } from '#contracts/entities/index.ts';
import { QueueMessage, QueueName } from '#contracts/queue.ts';
import type { Effect } from '#domain/pipeline/draft.ts';

/** Events kept for those who were away; older ones are answered with a snapshot. */
const EVENTS_KEPT = 20_000;
/** Answers are kept for replay this long, in milliseconds. */
const ANSWERS_KEPT = 24 * 60 * 60 * 1000;

export interface OutboxRow {
  readonly version: number;
  readonly key: string;
  readonly queue: QueueName;
  readonly attempts: number;
  readonly message: QueueMessage;
}

export interface StoredEntity {
  readonly entity: Entity;
  readonly revision: number;
  readonly deleted: boolean;
}

/** All SQL of a project's object. Every method is synchronous; those that write run inside `commit`'s transaction. */
export class Store {
  readonly #sql: SqlStorage;
  /** What every commit asks for, kept beside the rows: null before it was read. */
  #seq: number | null = null;
  #marks: Map<string, number> | null = null;
  #nextEffect: { readonly at: number | null } | null = null;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Call where a transaction was rolled back: what is kept in memory may have come from it. */
  forget(): void {
    this.#seq = null;
    this.#marks = null;
    this.#nextEffect = null;
  }

  entities(): Entity[] {
    const rows = this.#sql.exec<{ json: string }>('select json from entities where deleted = 0').toArray();
    return rows.map(({ json }) => Entity.parse(JSON.parse(json)));
  }

  putEntity(entity: Entity): void {
    this.#sql.exec(
      `insert into entities (kind, id, revision, json) values (?, ?, 1, ?)
       on conflict (kind, id) do update set revision = revision + 1, deleted = 0, json = excluded.json`,
      entity.kind,
      entity.id,
      JSON.stringify(entity),
    );
  }

  /** Leaves a tombstone until Postgres knows, of what it is told of. */
  removeEntity(entity: Entity): void {
    if (!RECORDED_KINDS.some((kind) => kind === entity.kind)) {
      this.#sql.exec('delete from entities where kind = ? and id = ?', entity.kind, entity.id);
      return;
    }
    this.#sql.exec(
      'update entities set deleted = 1, revision = revision + 1 where kind = ? and id = ?',
      entity.kind,
      entity.id,
    );
  }

  /** Rows that Postgres has not acknowledged at their revision. */
  unrecorded(limit: number): StoredEntity[] {
    const kinds = RECORDED_KINDS.map(() => '?').join(', ');
    return this.#sql
      .exec<{ json: string; revision: number; deleted: number }>(
        `select json, revision, deleted from entities where recorded < revision and kind in (${kinds}) limit ?`,
        ...RECORDED_KINDS,
        limit,
      )
      .toArray()
      .map(({ json, revision, deleted }) => ({
        entity: Entity.parse(JSON.parse(json)),
        revision,
        deleted: deleted === 1,
      }));
  }

  acknowledge(kind: string, id: string, revision: number): void {
    this.#sql.exec(
      'update entities set recorded = ?1 where kind = ?2 and id = ?3 and recorded < ?1',
      revision,
      kind,
      id,
    );
    // A scene may come back: its revision then counts on, or Postgres would take what it is told for old (P10).
    const forget =
      kind === 'scene' ? "update entities set json = 'null' where" : 'delete from entities where';
    this.#sql.exec(`${forget} kind = ? and id = ? and deleted = 1 and recorded >= revision`, kind, id);
  }

  lastSeq(): number {
    this.#seq ??= this.#sql.exec<{ seq: number | null }>('select max(seq) as seq from events').one().seq ?? 0;
    return this.#seq;
  }

  appendEvent(event: { seq: number; type: string; json: string }, at: number): void {
    this.#sql.exec(
      'insert into events (seq, at, type, json) values (?, ?, ?, ?)',
      event.seq,
      at,
      event.type,
      event.json,
    );
    this.#seq = event.seq;
    if (event.seq % 500 === 0) this.#sql.exec('delete from events where seq <= ?', event.seq - EVENTS_KEPT);
  }

  /** The events after `since` as JSON, or null where some of them are no longer kept (or never were). */
  eventsSince(since: number): string[] | null {
    const last = this.lastSeq();
    if (since > last) return null;
    if (since === last) return [];
    const first = this.#sql.exec<{ seq: number }>('select min(seq) as seq from events').one().seq;
    if (since + 1 < first) return null;
    return this.#sql
      .exec<{ json: string }>('select json from events where seq > ? order by seq', since)
      .toArray()
      .map(({ json }) => json);
  }

  putEffect(effect: Effect): void {
    this.#nextEffect = null;
    this.#sql.exec(
      'insert or replace into outbox (key, queue, due_at, json) values (?, ?, ?, ?)',
      effect.key,
      effect.queue,
      effect.dueAt,
      JSON.stringify(effect.message),
    );
  }

  hasDueEffects(now: number): boolean {
    const next = this.nextEffectAt();
    return next !== null && next <= now;
  }

  dueEffects(now: number, limit: number): OutboxRow[] {
    if (!this.hasDueEffects(now)) return [];
    return this.#sql
      .exec<{ version: number; key: string; queue: string; attempts: number; json: string }>(
        'select version, key, queue, attempts, json from outbox where due_at <= ? order by version limit ?',
        now,
        limit,
      )
      .toArray()
      .map(({ json, queue, ...row }) => ({
        ...row,
        queue: QueueName.parse(queue),
        message: QueueMessage.parse(JSON.parse(json)),
      }));
  }

  nextEffectAt(): number | null {
    this.#nextEffect ??= this.#sql.exec<{ at: number | null }>('select min(due_at) as at from outbox').one();
    return this.#nextEffect.at;
  }

  /** By version, so that an effect that was put again meanwhile stays. */
  deleteEffect(version: number): void {
    this.#nextEffect = null;
    this.#sql.exec('delete from outbox where version = ?', version);
  }

  postponeEffect(version: number, dueAt: number): void {
    this.#nextEffect = null;
    this.#sql.exec('update outbox set attempts = attempts + 1, due_at = ? where version = ?', dueAt, version);
  }

  answer(key: string): { requestHash: string; json: string } | null {
    const [row] = this.#sql
      .exec<{ request_hash: string; json: string }>(
        'select request_hash, json from answers where key = ?',
        key,
      )
      .toArray();
    return row ? { requestHash: row.request_hash, json: row.json } : null;
  }

  putAnswer(key: string, requestHash: string, json: string, now: number): void {
    this.#sql.exec('delete from answers where at < ?', now - ANSWERS_KEPT);
    this.#sql.exec(
      'insert into answers (key, request_hash, at, json) values (?, ?, ?, ?)',
      key,
      requestHash,
      now,
      json,
    );
  }

  mark(name: string): number | null {
    return this.#allMarks().get(name) ?? null;
  }

  setMark(name: string, value: number | null): void {
    if (this.mark(name) === value) return;
    if (value === null) {
      this.#sql.exec('delete from marks where name = ?', name);
      this.#allMarks().delete(name);
    } else {
      this.#sql.exec('insert or replace into marks (name, value) values (?, ?)', name, value);
      this.#allMarks().set(name, value);
    }
  }

  #allMarks(): Map<string, number> {
    this.#marks ??= new Map(
      this.#sql
        .exec<{ name: string; value: number }>('select name, value from marks')
        .toArray()
        .map(({ name, value }) => [name, value]),
    );
    return this.#marks;
  }
}
