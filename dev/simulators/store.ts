import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';

const TABLES = `
  CREATE TABLE IF NOT EXISTS settings (key TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS faults (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, json TEXT NOT NULL,
    remaining INTEGER, fired INTEGER NOT NULL DEFAULT 0) STRICT;
  CREATE TABLE IF NOT EXISTS paid_calls (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, json TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS predictions (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, created_at INTEGER NOT NULL,
    open INTEGER NOT NULL, purge_at INTEGER, json TEXT NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS predictions_open ON predictions (open);
  CREATE TABLE IF NOT EXISTS files (
    path TEXT PRIMARY KEY, prediction_id TEXT NOT NULL, disk TEXT NOT NULL,
    content_type TEXT NOT NULL, shared INTEGER NOT NULL, gone INTEGER NOT NULL DEFAULT 0) STRICT;
  CREATE INDEX IF NOT EXISTS files_prediction ON files (prediction_id);
  CREATE TABLE IF NOT EXISTS deliveries (
    id TEXT PRIMARY KEY, open INTEGER NOT NULL, json TEXT NOT NULL) STRICT;
`;

/**
 * Everything that must survive a SIGKILL of the simulators: one SQLite file in the state folder.
 * Writes are synchronous, so a row is in the write-ahead log before the HTTP answer leaves.
 */
export class Store {
  readonly db: DatabaseSync;
  readonly dir: string;

  constructor(dir: string) {
    mkdirSync(dir, { recursive: true });
    this.dir = dir;
    this.db = new DatabaseSync(join(dir, 'simulators.sqlite'));
    // NORMAL is enough: a killed process loses nothing that was written, only a power cut could.
    this.db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;');
    this.db.exec(TABLES);
  }

  /** A stored setting, or `undefined` when never set or no longer of the expected shape. */
  setting<T>(key: string, schema: z.ZodType<T>): T | undefined {
    const row = this.db.prepare('SELECT json FROM settings WHERE key = ?').get(key);
    if (row === undefined) return undefined;
    const parsed = schema.safeParse(parseJsonColumn(row));
    return parsed.success ? parsed.data : undefined;
  }

  setSetting(key: string, value: unknown): void {
    this.db
      .prepare('INSERT INTO settings VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET json = excluded.json')
      .run(key, JSON.stringify(value));
  }

  /** Removes what calls have left behind; `settings` (the webhook secret, latencies, limits) stay. */
  clearCalls(): void {
    this.db.exec(
      'DELETE FROM counters; DELETE FROM paid_calls; DELETE FROM predictions; DELETE FROM files; DELETE FROM deliveries;',
    );
  }

  close(): void {
    this.db.close();
  }
}

const jsonRow = z.object({ json: z.string() });

/** Reads the `json` column of a row; the caller parses the result with its own schema. */
export function parseJsonColumn(row: unknown): unknown {
  return JSON.parse(jsonRow.parse(row).json);
}
