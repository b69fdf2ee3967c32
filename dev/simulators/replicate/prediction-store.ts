import { z } from 'zod';
import { parseJsonColumn, type Store } from '../store.ts';
import { isTerminal, type Prediction, predictionSchema } from './prediction.ts';

const seqRow = z.object({ seq: z.number() });

/** A page of predictions, newest first, with the keys of its neighbours. */
export interface PredictionPage {
  readonly predictions: readonly Prediction[];
  readonly olderThan: number | undefined;
  readonly newerThan: number | undefined;
}

export interface PageQuery {
  readonly limit: number;
  readonly olderThan?: number | undefined;
  readonly newerThan?: number | undefined;
  readonly createdAfterMs?: number | undefined;
  readonly createdBeforeMs?: number | undefined;
}

/** The predictions' table. */
export class PredictionStore {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  insert(prediction: Prediction): void {
    this.#store.db
      .prepare('INSERT INTO predictions (id, created_at, open, json) VALUES (?, ?, 1, ?)')
      .run(prediction.id, prediction.createdAtMs, JSON.stringify(prediction));
  }

  /** @param purgeAtMs when the data of a finished prediction is to be removed. */
  save(prediction: Prediction, purgeAtMs?: number): void {
    this.#store.db
      .prepare('UPDATE predictions SET json = ?, open = ?, purge_at = coalesce(?, purge_at) WHERE id = ?')
      .run(JSON.stringify(prediction), isTerminal(prediction) ? 0 : 1, purgeAtMs ?? null, prediction.id);
  }

  find(id: string): Prediction | undefined {
    const row = this.#store.db.prepare('SELECT json FROM predictions WHERE id = ?').get(id);
    return row === undefined ? undefined : predictionSchema.parse(parseJsonColumn(row));
  }

  /** Those a restarted process has to go on with. */
  unfinished(): readonly Prediction[] {
    const rows = this.#store.db.prepare('SELECT json FROM predictions WHERE open = 1 ORDER BY seq').all();
    return rows.map((row) => predictionSchema.parse(parseJsonColumn(row)));
  }

  /** Finished predictions whose data has outlived the retention. */
  duePurges(nowMs: number): readonly Prediction[] {
    const rows = this.#store.db.prepare('SELECT json FROM predictions WHERE purge_at <= ?').all(nowMs);
    return rows.map((row) => predictionSchema.parse(parseJsonColumn(row)));
  }

  markPurged(prediction: Prediction): void {
    this.#store.db
      .prepare('UPDATE predictions SET json = ?, purge_at = NULL WHERE id = ?')
      .run(JSON.stringify(prediction), prediction.id);
  }

  page(query: PageQuery): PredictionPage {
    const ascending = query.newerThan !== undefined;
    const rows = this.#store.db
      .prepare(
        `SELECT seq, json FROM predictions
         WHERE seq < ? AND seq > ? AND created_at >= ? AND created_at < ?
         ORDER BY seq ${ascending ? 'ASC' : 'DESC'} LIMIT ?`,
      )
      .all(
        query.olderThan ?? Number.MAX_SAFE_INTEGER,
        query.newerThan ?? 0,
        query.createdAfterMs ?? 0,
        query.createdBeforeMs ?? Number.MAX_SAFE_INTEGER,
        query.limit + 1,
      );
    const more = rows.length > query.limit;
    const kept = rows.slice(0, query.limit);
    if (ascending) kept.reverse();
    const first = kept[0];
    const last = kept.at(-1);
    const hasNewer = ascending ? more : query.olderThan !== undefined;
    const hasOlder = ascending ? true : more;
    return {
      predictions: kept.map((row) => predictionSchema.parse(parseJsonColumn(row))),
      olderThan: hasOlder && last !== undefined ? seqRow.parse(last).seq : undefined,
      newerThan: hasNewer && first !== undefined ? seqRow.parse(first).seq : undefined,
    };
  }
}
