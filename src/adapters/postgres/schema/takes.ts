import { doublePrecision, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type {
  Approval,
  ImageTake,
  ProblemDetail,
  Segment,
  TakeSource,
  TakeStatus,
} from '#contracts/entities/index.ts';
import { childColumns, usd, wide } from './columns.ts';

const takeColumns = () => ({
  ...childColumns(),
  sceneId: uuid('scene_id').notNull(),
  candidate: integer('candidate').notNull().default(1),
  source: text('source').$type<TakeSource>().notNull().default('generated'),
  jobId: uuid('job_id'),
  status: text('status').$type<TakeStatus>().notNull(),
  provider: text('provider').notNull(),
  model: text('model'),
  seed: wide('seed'),
  promptId: uuid('prompt_id'),
  fingerprint: text('fingerprint').notNull(),
  predictionId: text('prediction_id'),
  key: text('key'),
  contentType: text('content_type'),
  sizeBytes: wide('size_bytes'),
  width: integer('width'),
  height: integer('height'),
  thumbnailKey: text('thumbnail_key'),
  costUsd: usd('cost_usd').notNull(),
  approval: text('approval').$type<ImageTake['approval']>().notNull(),
  failure: jsonb('failure').$type<ProblemDetail>(),
  segment: jsonb('segment').$type<Segment>(),
  earlierSegments: jsonb('earlier_segments').$type<Segment[]>().notNull().default([]),
});

export const generatedImages = pgTable(
  'generated_images',
  {
    ...takeColumns(),
    references: jsonb('reference_images').$type<string[]>().notNull().default([]),
  },
  (table) => [index('generated_images_by_project').on(table.projectId)],
);

export const videoClips = pgTable(
  'video_clips',
  {
    ...takeColumns(),
    imageId: uuid('image_id'),
    requestedSeconds: doublePrecision('requested_seconds').notNull(),
  },
  (table) => [index('video_clips_by_project').on(table.projectId)],
);

export const userApprovals = pgTable(
  'user_approvals',
  {
    ...childColumns(),
    sceneId: uuid('scene_id').notNull(),
    takeId: uuid('take_id').notNull(),
    takeKind: text('take_kind').$type<Approval['takeKind']>().notNull(),
    decision: text('decision').$type<Approval['decision']>().notNull(),
    decidedBy: text('decided_by').notNull(),
    reason: text('reason'),
    fingerprint: text('fingerprint').notNull(),
  },
  (table) => [index('user_approvals_by_project').on(table.projectId)],
);
