import { eq, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { Client } from 'pg';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { RECORDED_KINDS, type RecordedEntity, type RecordedKind } from '#contracts/entities/index.ts';
import { sampleProject } from '#dev/postgres/entity-arbitrary.ts';
import { migrate } from '#dev/postgres/migrate.ts';
import { createScratchDatabase, LOCAL_SERVER, type ScratchDatabase } from '#dev/postgres/scratch-database.ts';
import { type ServedEngine, serveEngine } from '#dev/postgres/serve-engine.ts';
import { openServer } from '#dev/postgres/server-engine.ts';
import { connect, type Database, deleteProjectRows, loadProjectRows, recordEntities } from './index.ts';
import { uploads } from './schema/index.ts';

// PGlite has one connection: only on a server can two transactions meet.
describe.runIf(LOCAL_SERVER !== undefined)('transactions that meet', () => {
  let scratch: ScratchDatabase;
  let served: ServedEngine;
  let db: Database;
  /** Somebody else, who holds locks. */
  let other: Client;

  beforeAll(async () => {
    scratch = await createScratchDatabase(LOCAL_SERVER ?? '');
    served = await serveEngine(openServer(scratch.serverUrl));
    await migrate(served);
    db = connect(served);
    other = new Client({ connectionString: scratch.serverUrl });
    await other.connect();
  }, 60_000);

  afterAll(async () => {
    await other.end();
    await served.close();
    await scratch.drop();
  });

  const only = (records: readonly RecordedEntity[], ...kinds: RecordedKind[]) =>
    records.filter(({ entity }) => kinds.includes(entity.kind));
  const revised = (records: readonly RecordedEntity[], revision: number) =>
    records.map((record) => ({ ...record, revision }));

  /** Resolves once so many transactions wait for a lock. */
  async function waiting(count: number): Promise<void> {
    const Count = z.object({ rows: z.tuple([z.object({ count: z.int() })]) });
    for (;;) {
      const found =
        await db.execute(sql`select count(distinct pid)::int as count from pg_locks where not granted
        and pid in (select pid from pg_stat_activity where datname = current_database())`);
      if (Count.parse(found).rows[0].count >= count) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  it('leave nothing of a removed project, also of records that were on their way', async () => {
    const records = sampleProject(v7());
    const projectId = records[0]?.entity.id ?? '';
    await recordEntities(db, only(records, 'project', 'scene'));
    const scene = only(records, 'scene')[0]?.entity.id;
    await other.query('begin');
    await other.query('select from selected_scenes where id = $1 for update', [scene]);
    // Its upload is new and written first; then it has to wait for the scene.
    const recording = recordEntities(db, [...only(records, 'upload'), ...revised(only(records, 'scene'), 2)]);
    await waiting(1);
    const removing = deleteProjectRows(db, projectId);
    await waiting(2);
    await other.query('commit');
    await Promise.all([recording, removing]);
    const left = await db.select({ id: uploads.id }).from(uploads).where(eq(uploads.projectId, projectId));
    expect(left).toEqual([]);
  });

  it('bring the records of one project in any order without a deadlock', { timeout: 60_000 }, async () => {
    const records = sampleProject(v7());
    const projectId = records[0]?.entity.id ?? '';
    const deliveries = Array.from({ length: 24 }, (_, n) => revised(records, 1 + (n % 8)));
    const [shuffled = []] = fc.sample(
      fc.tuple(...deliveries.map((batch) => fc.shuffledSubarray(batch, { minLength: batch.length }))),
      { numRuns: 1, seed: 5 },
    );
    await Promise.all(shuffled.map((batch) => recordEntities(db, batch)));
    const loaded = await loadProjectRows(db, projectId);
    expect(loaded).toHaveLength(RECORDED_KINDS.length);
    expect(new Set(loaded.map(({ revision }) => revision))).toEqual(new Set([8]));
    const deadlocks = await db.execute(
      sql`select deadlocks::int from pg_stat_database where datname = current_database()`,
    );
    expect(deadlocks.rows).toEqual([{ deadlocks: 0 }]);
  });
});
