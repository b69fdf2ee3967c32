import { index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import type { CastMember } from '#contracts/entities/index.ts';
import { childColumns } from './columns.ts';

export const castMembers = pgTable(
  'cast_members',
  {
    ...childColumns(),
    castKind: text('cast_kind').$type<CastMember['castKind']>().notNull(),
    name: text('name').notNull(),
    appearance: text('appearance').notNull(),
    prominence: text('prominence').$type<CastMember['prominence']>().notNull(),
    references: jsonb('reference_images').$type<string[]>().notNull(),
  },
  (table) => [index('cast_members_by_project').on(table.projectId)],
);
