import { doublePrecision, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { Film, ProblemDetail } from '#contracts/entities/index.ts';
import { childColumns, wide } from './columns.ts';

export const finalVideos = pgTable(
  'final_videos',
  {
    ...childColumns(),
    jobId: uuid('job_id').notNull(),
    status: text('status').$type<Film['status']>().notNull(),
    fingerprint: text('fingerprint').notNull(),
    key: text('key'),
    posterKey: text('poster_key'),
    sizeBytes: wide('size_bytes'),
    frames: integer('frames').notNull(),
    durationSeconds: doublePrecision('duration_seconds').notNull(),
    qc: jsonb('qc').$type<NonNullable<Film['qc']>>(),
    degraded: jsonb('degraded').$type<Film['degraded']>().notNull(),
    segments: jsonb('segments').$type<Film['segments']>().notNull().default([]),
    title: text('title'),
    artist: text('artist'),
    chapters: jsonb('chapters').$type<Film['chapters']>().notNull().default([]),
    captions: jsonb('captions').$type<NonNullable<Film['captions']>>(),
    failure: jsonb('failure').$type<ProblemDetail>(),
  },
  (table) => [index('final_videos_by_project').on(table.projectId)],
);
