import { doublePrecision, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { Analysis, Lyrics, ProblemDetail, Song, TimedWord, Upload } from '#contracts/entities/index.ts';
import { childColumns, instant, wide } from './columns.ts';

export const uploads = pgTable(
  'uploads',
  {
    ...childColumns(),
    purpose: text('purpose').$type<Upload['purpose']>().notNull(),
    sceneId: uuid('scene_id'),
    fileName: text('file_name').notNull(),
    contentType: text('content_type').notNull(),
    sizeBytes: wide('size_bytes').notNull(),
    key: text('key').notNull(),
    multipart: jsonb('multipart').$type<NonNullable<Upload['multipart']>>(),
    expiresAt: instant('expires_at'),
    status: text('status').$type<Upload['status']>().notNull(),
    facts: jsonb('facts').$type<NonNullable<Upload['facts']>>(),
    takeId: uuid('take_id'),
    failure: jsonb('failure').$type<ProblemDetail>(),
  },
  (table) => [index('uploads_by_project').on(table.projectId)],
);

export const songs = pgTable(
  'songs',
  {
    ...childColumns(),
    uploadId: uuid('upload_id').notNull(),
    fileName: text('file_name').notNull(),
    key: text('key').notNull(),
    sizeBytes: wide('size_bytes').notNull(),
    durationSeconds: doublePrecision('duration_seconds').notNull(),
    format: text('format').notNull(),
    codec: text('codec').notNull(),
    sampleRate: integer('sample_rate').notNull(),
    channels: integer('channels').notNull(),
    bitRate: integer('bit_rate'),
    speechKey: text('speech_key'),
    filmSound: jsonb('film_sound').$type<NonNullable<Song['filmSound']>>(),
  },
  (table) => [index('songs_by_project').on(table.projectId)],
);

export const songAnalyses = pgTable(
  'song_analyses',
  {
    ...childColumns(),
    songId: uuid('song_id').notNull(),
    status: text('status').$type<Analysis['status']>().notNull(),
    measured: jsonb('measured').$type<NonNullable<Analysis['measured']>>(),
    setTempo: jsonb('set_tempo').$type<NonNullable<Analysis['setTempo']>>(),
    waveformKey: text('waveform_key'),
    failure: jsonb('failure').$type<ProblemDetail>(),
  },
  (table) => [index('song_analyses_by_project').on(table.projectId)],
);

export const lyrics = pgTable(
  'lyrics',
  {
    ...childColumns(),
    origin: text('origin').$type<Lyrics['origin']>().notNull(),
    format: text('format').$type<Lyrics['format']>().notNull(),
    source: text('source').notNull(),
    encoding: text('encoding').$type<Lyrics['encoding']>().notNull().default('utf-8'),
    lines: jsonb('lines').$type<Lyrics['lines']>().notNull(),
    words: jsonb('words').$type<TimedWord[]>().notNull(),
    language: text('language'),
    provider: text('provider'),
    model: text('model'),
  },
  (table) => [index('lyrics_by_project').on(table.projectId)],
);
