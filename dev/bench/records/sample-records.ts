import { v7 } from 'uuid';
import { type Entity, RECORDED_KINDS, type RecordedEntity } from '#contracts/entities/index.ts';
import { wholeRun } from '#dev/bench/reduce/whole-run.ts';

const TIME_DIGITS = 13;

/** `count` rows of every kind as a real run leaves them, from all tables alike. */
export function sampleRecords(count: number): RecordedEntity[] {
  const { state } = wholeRun(36).world;
  const byKind = RECORDED_KINDS.map((kind) => [...state[kind].values()]);
  // The test world gives its first upload the project's own id; real ids are never the same.
  const taken = new Map<string, RecordedEntity>();
  for (let index = 0; taken.size < count; index += 1) {
    const round = byKind.flatMap((rows) => rows[index] ?? []);
    if (round.length === 0) throw new Error(`a run leaves only ${taken.size} rows`);
    for (const entity of round) {
      if (!taken.has(entity.id)) taken.set(entity.id, { entity, revision: 1, deleted: false });
    }
  }
  return [...taken.values()].slice(0, count);
}

/** The same rows as those of another project: every id becomes new, and what belongs together stays so. */
export function asAnotherProject(records: readonly RecordedEntity[]): RecordedEntity[] {
  const known = records[0]?.entity.id.slice(0, TIME_DIGITS);
  if (known === undefined) return [];
  const text = JSON.stringify(records).replaceAll(known, v7().slice(0, TIME_DIGITS));
  return JSON.parse(text) as RecordedEntity[]; // what was written a line above, under other ids
}

export function revised(records: readonly RecordedEntity[]): RecordedEntity[] {
  return records.map((record) => ({ ...record, revision: record.revision + 1 }));
}

export function tablesOf(records: readonly RecordedEntity[]): number {
  return new Set<Entity['kind']>(records.map(({ entity }) => entity.kind)).size;
}
