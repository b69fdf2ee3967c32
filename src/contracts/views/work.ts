/** What callers see of jobs, tasks, runs and the ledger. See `views.ts` for the conventions. */
import { z } from 'zod';
import {
  ApprovalMode,
  ItemFailure,
  JobKind,
  JobStatus,
  ProblemDetail,
  StageKind,
  TaskKind,
  TaskStatus,
} from '../entities/index.ts';
import { JOB, RUN, TASK, USAGE_ENTRY } from '../examples/projects.ts';
import { Id } from '../ids.ts';
import { born, Time } from './time.ts';

export const TaskView = z
  .object({
    id: Id,
    work: TaskKind,
    status: TaskStatus,
    sceneId: Id.nullable(),
    attempt: z.int(),
    progress: z.number(),
    failure: ProblemDetail.nullable(),
    /** The attempts before this one, oldest first, and why each was not the last. */
    earlier: z.array(
      z.object({ attempt: z.int(), startedAt: Time.nullable(), endedAt: Time, failure: ProblemDetail }),
    ),
    startedAt: Time.nullable(),
    endedAt: Time.nullable(),
  })
  .meta({ id: 'Task', example: TASK });
export type TaskView = z.infer<typeof TaskView>;

export const JobView = z
  .object({
    id: Id,
    stage: JobKind,
    status: JobStatus,
    runId: Id.nullable(),
    /** Scenes it is about; null means every scene that lacks a result. */
    sceneIds: z.array(Id).nullable(),
    progress: z.number().min(0).max(1),
    counts: z.object({ total: z.int(), succeeded: z.int(), failed: z.int(), canceled: z.int() }),
    failures: z.array(ItemFailure),
    /** Where a declared fallback stepped in, and why. */
    notes: z.array(z.string()),
    failure: ProblemDetail.nullable(),
    createdAt: Time,
    startedAt: Time.nullable(),
    endedAt: Time.nullable(),
    updatedAt: Time,
  })
  .meta({ id: 'Job', example: JOB });
export type JobView = z.infer<typeof JobView>;

export const RunView = z
  .object({
    id: Id,
    until: StageKind,
    approvals: ApprovalMode,
    status: z.enum(['running', 'succeeded', 'partial', 'failed', 'canceled']),
    createdAt: Time,
    endedAt: Time.nullable(),
    updatedAt: Time,
  })
  .meta({ id: 'Run', example: RUN });
export type RunView = z.infer<typeof RunView>;

export const UsageView = z
  .object({
    id: Id,
    taskId: Id,
    attempt: z.int(),
    provider: z.string(),
    model: z.string(),
    quantity: z.number(),
    unit: z.enum(['image', 'second', 'minute', 'call']),
    status: z.enum(['reserved', 'committed', 'released']),
    amountUsd: z.number(),
    estimated: z.boolean(),
    ...born,
  })
  .meta({ id: 'UsageEntry', example: USAGE_ENTRY });
export type UsageView = z.infer<typeof UsageView>;

/** A job that was just canceled, and what that could not save. */
export const CanceledJobView = JobView.extend({
  billed: z.object({
    /** Sum of the entries, in USD. */
    usd: z.number(),
    /** Attempts that were with a provider when they were stopped: billed for what they ran, or counted as billed. */
    entries: z.array(UsageView),
  }),
}).meta({
  id: 'CanceledJob',
  example: {
    ...JOB,
    status: 'canceled',
    billed: { usd: USAGE_ENTRY.amountUsd, entries: [USAGE_ENTRY] },
  },
});
export type CanceledJobView = z.infer<typeof CanceledJobView>;
