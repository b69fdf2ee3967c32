import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { connect } from '#adapters/postgres/index.ts';
import { type LocalPostgres, launchPostgres } from './launch.ts';
import { migrate } from './migrate.ts';

describe('a database folder', () => {
  it('keeps everything that was answered when the process is killed in the middle of writes', {
    timeout: 120_000,
  }, async () => {
    const home = await mkdtemp(join(tmpdir(), 'omvee-postgres-'));
    const dataDir = join(home, 'deeper', 'data');
    let postgres: LocalPostgres | null = null;
    try {
      postgres = await launchPostgres({ dataDir });
      const db = connect(postgres);
      expect(await migrate(postgres)).toBeGreaterThan(0);
      expect(await migrate(postgres)).toBe(0);
      await db.execute(sql`create table notes (n int)`);

      await expect(launchPostgres({ dataDir })).rejects.toThrow('did not start');

      const answered: number[] = [];
      const writing = (async () => {
        for (let n = 0; ; n += 1) {
          await db.batch([
            db.execute(sql`insert into notes values (${n})`),
            db.execute(sql`insert into notes values (${n})`),
          ]);
          answered.push(n);
        }
      })();
      const cut = expect(writing).rejects.toThrow();
      while (answered.length < 20) await new Promise((resolve) => setTimeout(resolve, 5));
      await postgres.stop('SIGKILL');
      await cut;

      postgres = await launchPostgres({ dataDir, port: postgres.port });
      expect(await migrate(postgres)).toBe(0);
      const { rows } = await db.execute(
        sql`select n, count(*)::int as times from notes group by n order by n`,
      );
      // The write that was cut off may have been committed, but both its rows or none.
      expect(rows.slice(0, answered.length)).toEqual(answered.map((n) => ({ n, times: 2 })));
      expect(rows.slice(answered.length).every(({ times }) => times === 2)).toBe(true);
      expect(rows.length - answered.length).toBeLessThanOrEqual(1);
    } finally {
      await postgres?.stop();
      await rm(home, { recursive: true, force: true });
    }
  });
});
