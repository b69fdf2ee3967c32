import { sql } from 'drizzle-orm';
import { index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { ProjectSettings, ProjectStatus, SetTempo } from '#contracts/entities/index.ts';
import { instant, recordColumns, usd } from './columns.ts';

/**
 * Newest first per owner is the one listing there is. Both indexes are ascending and read backwards: drizzle
 * writes `desc()` in an index as NULLS LAST, in ORDER BY as NULLS FIRST, and Postgres then sorts after all.
 */
export const projects = pgTable(
  'projects',
  {
    id: uuid('id').primaryKey(),
    ownerId: text('owner_id').notNull(),
    title: text('title').notNull(),
    artist: text('artist'),
    settings: jsonb('settings').$type<ProjectSettings>().notNull(),
    status: text('status').$type<ProjectStatus>().notNull(),
    budgetUsd: usd('budget_usd'),
    spentUsd: usd('spent_usd').notNull(),
    reservedUsd: usd('reserved_usd').notNull(),
    pausedAt: instant('paused_at'),
    songId: uuid('song_id'),
    importedTempo: jsonb('imported_tempo').$type<SetTempo>(),
    filmId: uuid('film_id'),
    ...recordColumns(),
  },
  (table) => [
    index('projects_by_owner')
      .on(table.ownerId, table.createdAt, table.id)
      .where(sql`${table.deletedAt} is null`),
    index('projects_by_owner_and_status')
      .on(table.ownerId, table.status, table.createdAt, table.id)
      .where(sql`${table.deletedAt} is null`),
  ],
);
