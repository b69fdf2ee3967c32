import { connect, type Database, loadProjectRows, recordEntities } from '#adapters/postgres/index.ts';
import type { RecordedEntity } from '#contracts/entities/index.ts';
import { migrate } from '#dev/postgres/migrate.ts';
import { LOCAL_SERVER, launchScratchPostgres } from '#dev/postgres/scratch-database.ts';
import type { Bench } from '../contract.ts';
import { median } from '../stats.ts';
import { asAnotherProject, revised, sampleRecords, tablesOf } from './sample-records.ts';

const ROWS = 200;
const SAVED = 'batch / one by one';

type Way = (db: Database, records: readonly RecordedEntity[]) => Promise<void>;

/** Milliseconds for rows that are new, and for the same rows changed. */
interface Times {
  readonly inserted: number;
  readonly updated: number;
}

const inOneBatch: Way = (db, records) => recordEntities(db, records);

const oneByOne: Way = async (db, records) => {
  for (const record of records) await recordEntities(db, [record]);
};

/** What the records queue saves by bringing many rows to Postgres in one request. */
export const recordsBench: Bench = {
  name: 'records',
  summary: `${ROWS} rows to Postgres over Neon's HTTP: one statement per table in one request, or row by row`,
  goals: [{ label: SAVED, relation: '≤', limit: 0.2 }],

  async run({ runs, say }) {
    const postgres = await launchScratchPostgres();
    try {
      await migrate(postgres);
      const db = connect(postgres);
      const rows = sampleRecords(ROWS);
      say('warming up');
      await measure(db, rows, inOneBatch);
      await measure(db, rows, oneByOne);
      const rounds: { batch: Times; single: Times }[] = [];
      for (let run = 1; run <= runs; run += 1) {
        // Whoever comes second finds a larger table: they take turns.
        const first = run % 2 === 0 ? await measure(db, rows, oneByOne) : null;
        const batch = await measure(db, rows, inOneBatch);
        const single = first ?? (await measure(db, rows, oneByOne));
        rounds.push({ batch, single });
        say(`run ${run} of ${runs}: ${total(batch).toFixed(0)} and ${total(single).toFixed(0)} ms`);
      }
      return report(rounds, tablesOf(rows));
    } finally {
      await postgres.stop();
    }
  },
};

/** Writes the rows as a new project, then all of them changed, and looks whether they are there. */
async function measure(db: Database, rows: readonly RecordedEntity[], way: Way): Promise<Times> {
  const records = asAnotherProject(rows);
  const changed = revised(records);
  const inserted = await clocked(() => way(db, records));
  const updated = await clocked(() => way(db, changed));
  const projectId = records.find(({ entity }) => entity.kind === 'project')?.entity.id ?? '';
  const stored = await loadProjectRows(db, projectId);
  if (stored.length !== rows.length || stored.some(({ revision }) => revision !== 2)) {
    throw new Error(`${stored.length} of ${rows.length} rows are stored`);
  }
  return { inserted, updated };
}

async function clocked(work: () => Promise<void>): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

const total = ({ inserted, updated }: Times): number => inserted + updated;

function report(rounds: readonly { batch: Times; single: Times }[], tables: number) {
  const row = (name: string, pick: (times: Times) => number) => {
    const batch = rounds.map((round) => pick(round.batch));
    const single = rounds.map((round) => pick(round.single));
    const ratios = rounds.map((round) => pick(round.batch) / pick(round.single));
    return [name, withSpread(batch), withSpread(single), median(ratios).toFixed(3)];
  };
  return {
    samples: { [SAVED]: rounds.map(({ batch, single }) => total(batch) / total(single)) },
    tables: [
      {
        title: `${ROWS} rows of ${tables} tables, milliseconds: median (min – max)`,
        head: ['rows are', 'one batch', 'one by one', 'ratio'],
        rows: [
          row('new', ({ inserted }) => inserted),
          row('changed', ({ updated }) => updated),
          row('both', total),
        ],
      },
    ],
    notes: [
      `Postgres is ${LOCAL_SERVER === undefined ? 'PGlite' : 'a server'} on this machine: there is no network between, which would cost each request more.`,
    ],
  };
}

function withSpread(times: readonly number[]): string {
  return `${median(times).toFixed(1)} (${Math.min(...times).toFixed(1)} – ${Math.max(...times).toFixed(1)})`;
}
