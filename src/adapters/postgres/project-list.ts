import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Project, ProjectStatus } from '#contracts/entities/index.ts';
import { Id, Timestamp } from '#contracts/ids.ts';
import type { Database } from './connect.ts';
import { asking } from './database-error.ts';
import { toEntity } from './rows.ts';
import { projects } from './schema/index.ts';

/** The end of the year 9999: what is later cannot be written as ISO 8601 with four digits, and Postgres is not asked. */
const LATEST = 253_402_300_799_999;

/** The last row of a page; the next one starts behind it, whatever was created meanwhile. */
export const ProjectCursor = z.object({ createdAt: Timestamp.max(LATEST), id: Id });
export type ProjectCursor = z.infer<typeof ProjectCursor>;

/** The cursor as an opaque word for a URL. */
export function formatCursor(cursor: ProjectCursor): string {
  return `${cursor.createdAt.toString(36)}.${cursor.id.replaceAll('-', '')}`;
}

/** Null where the text is not a cursor; the caller refuses the request then. */
export function parseCursor(text: string): ProjectCursor | null {
  const parts = /^([0-9a-z]{1,11})\.([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(
    text,
  );
  if (parts === null) return null;
  const [, time = '', ...id] = parts;
  return ProjectCursor.safeParse({ createdAt: Number.parseInt(time, 36), id: id.join('-') }).data ?? null;
}

/** Projects of one owner, newest first. Deleted ones are left out. `limit` is the size of a page, at least 1. */
export async function listProjects(
  db: Database,
  input: {
    ownerId: string;
    limit: number;
    status?: ProjectStatus | undefined;
    cursor?: ProjectCursor | null | undefined;
  },
): Promise<{ rows: Project[]; nextCursor: ProjectCursor | null }> {
  const { ownerId, limit, status, cursor } = input;
  // A row comparison, not `or`: only that one is read from the index in one range.
  const behind =
    cursor == null
      ? undefined
      : sql`(${projects.createdAt}, ${projects.id}) < (${sql.param(cursor.createdAt, projects.createdAt)}, ${cursor.id})`;
  const found = await asking('projects', () =>
    db
      .select()
      .from(projects)
      .where(
        and(
          eq(projects.ownerId, ownerId),
          isNull(projects.deletedAt),
          status === undefined ? undefined : eq(projects.status, status),
          behind,
        ),
      )
      .orderBy(desc(projects.createdAt), desc(projects.id))
      .limit(limit + 1),
  );
  const rows = found.slice(0, limit).map((row) => toEntity('project', row));
  const last = rows.at(-1);
  const more = found.length > limit && last !== undefined;
  return { rows, nextCursor: more ? { createdAt: last.createdAt, id: last.id } : null };
}
