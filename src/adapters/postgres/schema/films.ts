import { doublePrecision, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { Film, ProblemDetail, Rendition } from '#contracts/entities/index.ts';
import { childColumns, wide } from './columns.ts';

export const finalVideos = pgTable(
  'final_videos',
  {
    ...childColumns(),
    jobId: uuid('job_id').notNull(),
    purpose: text('purpose').$type<Film['purpose']>().notNull().default('film'),
    status: text('status').$type<Film['status']>().notNull(),
    fingerprint: text('fingerprint').notNull(),
    key: text('key'),
    posterKey: text('poster_key'),
    posterWish: uuid('poster_wish'),
    posterSceneId: uuid('poster_scene_id'),
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

export const renditions = pgTable(
  'renditions',
  {
    ...childColumns(),
    filmId: uuid('film_id').notNull(),
    jobId: uuid('job_id').notNull(),
    format: text('format').$type<Rendition['format']>().notNull(),
    status: text('status').$type<Rendition['status']>().notNull(),
    key: text('key'),
    width: integer('width'),
    height: integer('height'),
    sizeBytes: wide('size_bytes'),
    variants: jsonb('variants').$type<Rendition['variants']>().notNull(),
    failure: jsonb('failure').$type<ProblemDetail>(),
  },
  (table) => [index('renditions_by_project').on(table.projectId)],
);
