import { getTableColumns } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import {
  Analysis,
  Approval,
  CastMember,
  ClipTake,
  type EntityOf,
  Film,
  ImageTake,
  Job,
  Lyrics,
  Project,
  Prompt,
  type RecordedEntity,
  type RecordedKind,
  Rendition,
  Run,
  Scene,
  Song,
  Upload,
  UsageEntry,
} from '#contracts/entities/index.ts';
import * as schema from './schema/index.ts';

/** What a table of this kind must give back: the whole entity, so that it can be rebuilt from its row. */
type RowOf<K extends RecordedKind> = Omit<EntityOf<K>, 'kind'> & {
  revision: number;
  deletedAt: number | null;
};

type RecordTable = PgTable & { id: PgColumn; revision: PgColumn; deletedAt: PgColumn };

/** The table of each recorded kind. Columns carry the names of the entity's fields; that is the mapping. */
export const RECORD_TABLES = {
  project: schema.projects,
  upload: schema.uploads,
  song: schema.songs,
  analysis: schema.songAnalyses,
  lyrics: schema.lyrics,
  cast: schema.castMembers,
  scene: schema.selectedScenes,
  prompt: schema.scenePrompts,
  image: schema.generatedImages,
  clip: schema.videoClips,
  approval: schema.userApprovals,
  film: schema.finalVideos,
  rendition: schema.renditions,
  run: schema.runs,
  job: schema.jobs,
  usage: schema.usageEntries,
} satisfies { [K in RecordedKind]: RecordTable & { $inferSelect: RowOf<K> } };

/** What checks a row when it is read back. */
export const ENTITY_SCHEMAS: { readonly [K in RecordedKind]: z.ZodType<EntityOf<K>> } = {
  project: Project,
  upload: Upload,
  song: Song,
  analysis: Analysis,
  lyrics: Lyrics,
  cast: CastMember,
  scene: Scene,
  prompt: Prompt,
  image: ImageTake,
  clip: ClipTake,
  approval: Approval,
  film: Film,
  rendition: Rendition,
  run: Run,
  job: Job,
  usage: UsageEntry,
};

/** Postgres stores neither NUL nor half of a surrogate pair, in text or in jsonb; one must not stop a batch. */
const storable = (_key: string, value: unknown) =>
  typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\uFFFD') : value;

/**
 * A recorded entity as one JSON object by column names, for `jsonb_populate_recordset`. A deletion is dated by the
 * entity's last change, so that a repeated record writes the same row.
 */
export function toRowJson(record: RecordedEntity): string {
  const { entity, revision, deleted } = record;
  const fields: Record<string, unknown> = {
    ...entity,
    revision,
    deletedAt: deleted ? entity.updatedAt : null,
  };
  const columns: [string, PgColumn][] = Object.entries(getTableColumns(RECORD_TABLES[entity.kind]));
  const row = columns.map(([field, column]) => {
    const value = fields[field] ?? null;
    const nested = column.dataType === 'json' || value === null;
    return [column.name, nested ? value : column.mapToDriverValue(value)];
  });
  return JSON.stringify(Object.fromEntries(row), storable);
}

/** The entity that a row was written from. Throws a ZodError where the row is not one. */
export function toEntity<K extends RecordedKind>(kind: K, row: object): EntityOf<K> {
  return ENTITY_SCHEMAS[kind].parse({ ...row, kind });
}

const RowRevision = z.object({ revision: z.int().nonnegative() });

/** The record that a living row was written from. */
export function toRecord(kind: RecordedKind, row: object): RecordedEntity {
  return { entity: toEntity(kind, row), revision: RowRevision.parse(row).revision, deleted: false };
}
