/** Mappers of what a project does: jobs, tasks, runs, the ledger. See `views.ts`. */
import type { Job, Run, Task, UsageEntry } from '#contracts/entities/index.ts';
import type { ViewOf } from '#contracts/events.ts';
import type { CanceledJobView, TaskView } from '#contracts/views/views.ts';
import type { CanceledJob } from '#domain/pipeline/commands/stages.ts';
import { born, timeOrNull } from './born.ts';
import { isoTime } from './iso-time.ts';

export function runView(run: Run): ViewOf<'run'> {
  const { id, until, approvals, status } = run;
  return { id, until, approvals, status, endedAt: timeOrNull(run.endedAt), ...born(run) };
}

export function jobView(job: Job): ViewOf<'job'> {
  const { id, stage, status, runId, progress, failures, notes, failure, total, succeeded, failed, canceled } =
    job;
  return {
    id,
    stage,
    status,
    runId,
    sceneIds: job.sceneIds,
    progress,
    counts: { total, succeeded, failed, canceled },
    failures,
    notes,
    failure,
    startedAt: timeOrNull(job.startedAt),
    endedAt: timeOrNull(job.endedAt),
    ...born(job),
  };
}

export function usageView(entry: UsageEntry): ViewOf<'usage'> {
  const { id, taskId, attempt, provider, model, quantity, unit, status, amountUsd, estimated } = entry;
  return {
    id,
    taskId,
    attempt,
    provider,
    model,
    quantity,
    unit,
    status,
    amountUsd,
    estimated,
    ...born(entry),
  };
}

export function taskView(task: Task): TaskView {
  const { id, work, status, sceneId, attempt, progress, failure } = task;
  const [startedAt, endedAt] = [timeOrNull(task.startedAt), timeOrNull(task.endedAt)];
  const earlier = task.earlier.map((ended) => ({
    ...ended,
    startedAt: timeOrNull(ended.startedAt),
    endedAt: isoTime(ended.endedAt),
  }));
  return { id, work, status, sceneId, attempt, progress, failure, earlier, startedAt, endedAt };
}

export function canceledJobView({ job, billed }: CanceledJob): CanceledJobView {
  const usd = billed.reduce((sum, entry) => sum + entry.amountUsd, 0);
  return { ...jobView(job), billed: { usd, entries: billed.map(usageView) } };
}
