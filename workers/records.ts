import { recordEntities } from '#adapters/postgres/index.ts';
import type { RecordedEntity } from '#contracts/entities/index.ts';
import { RECORDED_KINDS } from '#contracts/entities/index.ts';
import type { Deps } from './deps.ts';
import { storeTranscript } from './transcript-file.ts';

/** Rows of one round: one HTTP request to Postgres. */
const ROUND = 500;

/**
 * Brings Postgres up to date with one project: reads what it has not acknowledged, upserts it guarded by revision
 * (P10), puts transcripts into the bucket as well, acknowledges. A repeat finds nothing to do.
 */
export async function recordProject({ project, services }: Deps): Promise<void> {
  for (;;) {
    const stored = await project.unrecorded(ROUND);
    const records = stored.filter((row): row is RecordedEntity =>
      RECORDED_KINDS.some((kind) => kind === row.entity.kind),
    );
    if (records.length === 0) return;
    await recordEntities(services.database, records);
    for (const record of records) await storeTranscript(services.env.MEDIA_BUCKET, record);
    await project.acknowledge(
      records.map(({ entity, revision }) => ({ kind: entity.kind, id: entity.id, revision })),
    );
    if (stored.length < ROUND) return;
  }
}
