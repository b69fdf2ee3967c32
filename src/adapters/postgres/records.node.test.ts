import { getTableColumns, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type EntityOf,
  RECORDED_KINDS,
  type RecordedEntity,
  type RecordedKind,
} from '#contracts/entities/index.ts';
import { anyEntity } from '#dev/postgres/entity-arbitrary.ts';
import type { LocalPostgres } from '#dev/postgres/launch.ts';
import { migrate } from '#dev/postgres/migrate.ts';
import { launchScratchPostgres } from '#dev/postgres/scratch-database.ts';
import { connect, type Database } from './connect.ts';
import { deleteProjectRows, loadProjectRows } from './project-rows.ts';
import { recordEntities } from './records.ts';
import { RECORD_TABLES, toEntity } from './rows.ts';

let postgres: LocalPostgres;
let db: Database;

beforeAll(async () => {
  postgres = await launchScratchPostgres();
  await migrate(postgres);
  db = connect(postgres);
}, 60_000);

afterAll(() => postgres.stop());

type AnyEntity = EntityOf<RecordedKind>;

/** Moves an entity into a project, under an id of its own. */
function into(projectId: string, entity: AnyEntity, id = v7()): AnyEntity {
  return entity.kind === 'project' ? { ...entity, id: projectId } : { ...entity, id, projectId };
}

const living = (entity: AnyEntity, revision: number): RecordedEntity => ({
  entity,
  revision,
  deleted: false,
});
const byId = (a: RecordedEntity, b: RecordedEntity) => (a.entity.id < b.entity.id ? -1 : 1);
const sample = <K extends RecordedKind>(kind: K) => fc.sample(anyEntity(kind), { numRuns: 1, seed: 7 })[0];

/** A sample project with one row of each kind. */
function wholeProject(projectId = v7()): RecordedEntity[] {
  return RECORDED_KINDS.flatMap((kind) => {
    const entity = sample(kind);
    return entity === undefined ? [] : [living(into(projectId, entity), 1)];
  });
}

/** The row as it is stored, tombstones included. */
async function stored(record: RecordedEntity): Promise<RecordedEntity | null> {
  const { kind, id } = record.entity;
  const table = RECORD_TABLES[kind];
  const { revision, deletedAt } = getTableColumns(table);
  const fields = await db.select().from(table).where(sql`${table.id} = ${id}`);
  const marks = await db.select({ revision, deletedAt }).from(table).where(sql`${table.id} = ${id}`);
  const [row, mark] = [fields[0], marks[0]];
  if (row === undefined || mark === undefined) return null;
  return { entity: toEntity(kind, row), revision: mark.revision, deleted: mark.deletedAt !== null };
}

describe('recording', () => {
  it('gives back every entity of every kind exactly as it was', { timeout: 60_000 }, async () => {
    const project = fc.tuple(...RECORDED_KINDS.map((kind) => anyEntity<RecordedKind>(kind)));
    await fc.assert(
      fc.asyncProperty(project, fc.nat(), async (entities, revision) => {
        const projectId = v7();
        const records = entities.map((entity) => living(into(projectId, entity), revision));
        await recordEntities(db, records);
        const loaded = await loadProjectRows(db, projectId);
        expect(loaded.sort(byId)).toEqual(records.sort(byId));
      }),
      { numRuns: 25 },
    );
  });

  it('ends with the highest revision, whatever is doubled, late, reversed or split', {
    timeout: 60_000,
  }, async () => {
    const versions = fc.array(
      fc.record({
        entity: fc.oneof(anyEntity('project'), anyEntity('scene'), anyEntity('clip')),
        deleted: fc.boolean(),
      }),
      { minLength: 1, maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(versions, { minLength: 1, maxLength: 3 }),
        fc.infiniteStream(fc.nat()),
        async (rows, dice) => {
          const roll = (sides: number) => (dice.next().value ?? 0) % sides;
          const history = rows.flatMap((changes) => {
            const [projectId, id] = [v7(), v7()];
            const kind = changes[0]?.entity.kind;
            const same = changes.filter(({ entity }) => entity.kind === kind);
            return [
              same.map(({ entity, deleted }, index) => ({
                entity: into(projectId, entity, id),
                revision: index + 1,
                deleted,
              })),
            ];
          });
          const doubled = history.flat().flatMap((record) => [record, record]);
          const shuffled = doubled
            .map((record) => ({ record, place: roll(1000) }))
            .sort((a, b) => b.place - a.place)
            .map(({ record }) => record);
          while (shuffled.length > 0) await recordEntities(db, shuffled.splice(0, 1 + roll(5)));
          for (const record of history.flat().reverse()) await recordEntities(db, [record]);
          for (const versionsOfRow of history) {
            const newest = versionsOfRow.at(-1);
            expect(newest && (await stored(newest))).toEqual(newest);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('changes nothing when the same revision comes with other content', async () => {
    const [first, second] = fc.sample(anyEntity('scene'), { numRuns: 2, seed: 1 });
    if (first === undefined || second === undefined) throw new Error('no sample');
    const [projectId, id] = [v7(), v7()];
    const record = living(into(projectId, first, id), 3);
    await recordEntities(db, [record]);
    await recordEntities(db, [
      living(into(projectId, second, id), 3),
      living(into(projectId, second, id), 2),
    ]);
    expect(await stored(record)).toEqual(record);
  });

  it('does not let a late older record bring a deleted row back', async () => {
    const scene = sample('scene');
    if (scene === undefined) throw new Error('no sample');
    const deletion = { entity: scene, revision: 5, deleted: true };
    await recordEntities(db, [deletion]);
    await recordEntities(db, [living(scene, 4)]);
    expect(await stored(deletion)).toEqual(deletion);
  });

  it('replaces what Postgres cannot hold, so that one text does not stop a batch', async () => {
    const records = wholeProject().map(({ entity }) =>
      living(entity.kind === 'lyrics' ? { ...entity, source: 'a\0b\uD800c', lines: [] } : entity, 1),
    );
    await recordEntities(db, records);
    const projectId = records[0]?.entity.id ?? '';
    const lyrics = (await loadProjectRows(db, projectId)).find(({ entity }) => entity.kind === 'lyrics');
    expect(lyrics?.entity).toMatchObject({ source: 'a\uFFFDb\uFFFDc' });
  });

  it('splits what is larger than one request may be', { timeout: 30_000 }, async () => {
    const lyrics = sample('lyrics');
    if (lyrics === undefined) throw new Error('no sample');
    const projectId = v7();
    const records = Array.from({ length: 12 }, () =>
      living(into(projectId, { ...lyrics, source: '"日本\n'.repeat(200_000) }), 1),
    );
    await recordEntities(db, records);
    const ids = await db.execute(sql`select id from lyrics where project_id = ${projectId}`);
    expect(ids.rows).toHaveLength(records.length);
  });

  it('does nothing for no records', async () => {
    await expect(recordEntities(db, [])).resolves.toBeUndefined();
  });
});

describe('a removed project', () => {
  it('is gone with its parts, keeps what it cost, and no late record brings it back', async () => {
    const records = wholeProject();
    const projectId = records[0]?.entity.id ?? '';
    await recordEntities(db, records);
    await deleteProjectRows(db, projectId);
    await deleteProjectRows(db, projectId);
    await recordEntities(
      db,
      records.map((record) => ({ ...record, revision: 900 })),
    );

    expect(await loadProjectRows(db, projectId)).toEqual([]);
    const left = await Promise.all(
      records.map(async (record) => ((await stored(record)) === null ? [] : record.entity.kind)),
    );
    expect(left.flat().sort()).toEqual(['project', 'usage']);
    const tombstone = await db.execute(
      sql`select title, settings->>'style' as style from projects where id = ${projectId}`,
    );
    expect(tombstone.rows).toEqual([{ title: '', style: '' }]);
  });

  it('leaves other projects alone', async () => {
    const [removed, kept] = [wholeProject(), wholeProject()];
    await recordEntities(db, [...removed, ...kept]);
    await deleteProjectRows(db, removed[0]?.entity.id ?? '');
    expect(await loadProjectRows(db, kept[0]?.entity.id ?? '')).toHaveLength(RECORDED_KINDS.length);
  });
});

describe('loading a project', () => {
  it('is empty for one that nobody recorded', async () => {
    expect(await loadProjectRows(db, v7())).toEqual([]);
  });

  it('leaves out what was deleted', async () => {
    const records = wholeProject();
    const projectId = records[0]?.entity.id ?? '';
    await recordEntities(
      db,
      records.map((record) => ({ ...record, deleted: record.entity.kind === 'scene' })),
    );
    const kinds = (await loadProjectRows(db, projectId)).map(({ entity }) => entity.kind);
    expect(kinds.sort()).toEqual(RECORDED_KINDS.filter((kind) => kind !== 'scene').sort());
  });
});
