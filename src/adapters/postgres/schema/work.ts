import { boolean, doublePrecision, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import {
  type ItemFailure,
  type JobKind,
  type JobOrder,
  type JobStatus,
  PLAIN_ORDER,
  type ProblemDetail,
  type Run,
  type StageKind,
  type UsageEntry,
} from '#contracts/entities/index.ts';
import { childColumns, instant, usd } from './columns.ts';

export const runs = pgTable(
  'runs',
  {
    ...childColumns(),
    until: text('until').$type<StageKind>().notNull(),
    approvals: text('approvals').$type<Run['approvals']>().notNull(),
    status: text('status').$type<Run['status']>().notNull(),
    endedAt: instant('ended_at'),
  },
  (table) => [index('runs_by_project').on(table.projectId)],
);

export const jobs = pgTable(
  'jobs',
  {
    ...childColumns(),
    stage: text('stage').$type<JobKind>().notNull(),
    status: text('status').$type<JobStatus>().notNull(),
    runId: uuid('run_id'),
    sceneIds: jsonb('scene_ids').$type<string[]>(),
    order: jsonb('job_order').$type<JobOrder>().notNull().default(PLAIN_ORDER),
    total: integer('total').notNull(),
    succeeded: integer('succeeded').notNull(),
    failed: integer('failed').notNull(),
    canceled: integer('canceled').notNull(),
    progress: doublePrecision('progress').notNull(),
    failures: jsonb('failures').$type<ItemFailure[]>().notNull(),
    notes: jsonb('notes').$type<string[]>().notNull(),
    failure: jsonb('failure').$type<ProblemDetail>(),
    startedAt: instant('started_at'),
    endedAt: instant('ended_at'),
  },
  (table) => [index('jobs_by_project').on(table.projectId)],
);

export const usageEntries = pgTable(
  'usage_entries',
  {
    ...childColumns(),
    taskId: uuid('task_id').notNull(),
    attempt: integer('attempt').notNull(),
    provider: text('provider').notNull(),
    model: text('model').notNull(),
    quantity: doublePrecision('quantity').notNull(),
    unit: text('unit').$type<UsageEntry['unit']>().notNull(),
    status: text('status').$type<UsageEntry['status']>().notNull(),
    amountUsd: usd('amount_usd').notNull(),
    estimated: boolean('estimated').notNull(),
  },
  (table) => [index('usage_entries_by_project').on(table.projectId)],
);
