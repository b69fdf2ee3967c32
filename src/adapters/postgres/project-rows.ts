import { and, eq, isNull, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { RECORDED_KINDS, type RecordedEntity } from '#contracts/entities/index.ts';
import type { Database } from './connect.ts';
import { asking } from './database-error.ts';
import { REMOVED_REVISION } from './records.ts';
import { RECORD_TABLES, toRecord } from './rows.ts';
import { projects, webhookDeliveries } from './schema/index.ts';

type PartTable = PgTable & { projectId: PgColumn; deletedAt: PgColumn };

/** Tables of what a project consists of. */
const PARTS = RECORDED_KINDS.filter((kind) => kind !== 'project').map((kind) => {
  const table: PartTable = RECORD_TABLES[kind];
  return { kind, table };
});

/**
 * Every recorded entity of a project with its revision, in one request: what a lost object is rebuilt from. Empty
 * when the project is unknown or deleted; single entities that were deleted are left out.
 */
export async function loadProjectRows(db: Database, projectId: string): Promise<RecordedEntity[]> {
  const [found, ...parts] = await asking('projects', () =>
    db.batch([
      db
        .select()
        .from(projects)
        .where(and(eq(projects.id, projectId), isNull(projects.deletedAt))),
      ...PARTS.map(({ table }) =>
        db
          .select()
          .from(table)
          .where(and(eq(table.projectId, projectId), isNull(table.deletedAt))),
      ),
    ]),
  );
  if (found.length === 0) return [];
  return [
    ...found.map((row) => toRecord('project', row)),
    ...PARTS.flatMap(({ kind }, part) => (parts[part] ?? []).map((row) => toRecord(kind, row))),
  ];
}

/**
 * Removes a project for good, in one transaction: its parts are deleted, the project stays as a tombstone without
 * its words. No late record brings anything back. Usage entries stay, because the money was spent.
 * May be called twice.
 */
export async function deleteProjectRows(db: Database, projectId: string): Promise<void> {
  const parts = PARTS.filter(({ kind }) => kind !== 'usage').map(({ table }) => table);
  await asking('projects', () =>
    db.batch([
      db
        .update(projects)
        .set({
          revision: REMOVED_REVISION,
          deletedAt: sql`coalesce(${projects.deletedAt}, now())`,
          title: '',
          settings: sql`${projects.settings} || '{"style": ""}'`,
        })
        .where(eq(projects.id, projectId)),
      ...parts.map((table) => db.delete(table).where(eq(table.projectId, projectId))),
      db.delete(webhookDeliveries).where(eq(webhookDeliveries.projectId, projectId)),
    ]),
  );
}
