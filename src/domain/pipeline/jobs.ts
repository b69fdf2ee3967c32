import {
  type ItemFailure,
  type Job,
  type JobKind,
  type JobOrder,
  PLAIN_ORDER,
  type ProblemDetail,
  StageKind,
  type Task,
} from '#contracts/entities/index.ts';
import type { Draft } from './draft.ts';

/** Stages in the order in which a song walks through them. */
export const STAGE_ORDER: readonly StageKind[] = StageKind.options;

/** True for a job that a run could have; what is made beside the stages holds up no run and no project. */
export function isStage(job: Pick<Job, 'stage'>): job is Job & { stage: StageKind } {
  return STAGE_ORDER.some((stage) => stage === job.stage);
}

/** How the items of a job stand. A job is over when nothing is `open`. */
export interface Tally {
  readonly total: number;
  readonly open: number;
  readonly succeeded: number;
  readonly canceled: number;
  readonly failures: readonly ItemFailure[];
  /** Sum over the items, each 0 to 1. */
  readonly progress: number;
}

export function isActive(job: Pick<Job, 'status'>): boolean {
  return job.status === 'queued' || job.status === 'running';
}

export function openJob(
  draft: Draft,
  input: {
    stage: JobKind;
    sceneIds: readonly string[] | null;
    runId: string | null;
    order?: Partial<JobOrder> | undefined;
  },
): Job {
  const { now, newId } = draft.context;
  return draft.put<Job>({
    kind: 'job',
    id: newId(),
    projectId: draft.project().id,
    stage: input.stage,
    status: 'queued',
    runId: input.runId,
    sceneIds: input.sceneIds === null ? null : [...input.sceneIds],
    order: { ...PLAIN_ORDER, ...input.order },
    total: 0,
    succeeded: 0,
    failed: 0,
    canceled: 0,
    progress: 0,
    failures: [],
    notes: [],
    failure: null,
    createdAt: now,
    startedAt: null,
    endedAt: null,
    updatedAt: now,
  });
}

export function activeJob(draft: Draft, stage: JobKind): Job | undefined {
  return draft.all('job').find((job) => job.stage === stage && isActive(job));
}

/** True while a stage before this one may still bring what it waits for. */
export function upstreamActive(draft: Draft, stage: StageKind): boolean {
  const upstream: readonly JobKind[] = STAGE_ORDER.slice(0, STAGE_ORDER.indexOf(stage));
  return draft.all('job').some((job) => isActive(job) && upstream.includes(job.stage));
}

export function tasksOf(draft: Draft, job: Job): Task[] {
  return draft.all('task').filter((task) => task.jobId === job.id);
}

/** Writes the tally into the job and ends it where nothing is open any more. */
export function tallyJob(draft: Draft, job: Job, tally: Tally): void {
  const { now } = draft.context;
  const failed = tally.failures.length;
  const ended = tally.open === 0;
  const begun = ended || tally.succeeded + failed + tally.canceled > 0 || tasksOf(draft, job).length > 0;
  draft.put<Job>({
    ...job,
    status: ended ? endStatus(tally) : begun ? 'running' : 'queued',
    total: tally.total,
    succeeded: tally.succeeded,
    failed,
    canceled: tally.canceled,
    failures: [...tally.failures],
    progress: ended ? 1 : tally.total === 0 ? 0 : Math.min(1, tally.progress / tally.total),
    startedAt: job.startedAt ?? (begun ? now : null),
    endedAt: ended ? now : null,
  });
}

/** Tells people that a fallback stepped in; the same word is said once. */
export function noteJob(draft: Draft, jobId: string | null, note: string | null): void {
  const job = draft.get('job', jobId);
  if (job && note !== null && !job.notes.includes(note))
    draft.put<Job>({ ...job, notes: [...job.notes, note] });
}

/** Ends a job that cannot go on as a whole. */
export function failJob(draft: Draft, job: Job, failure: ProblemDetail): void {
  const { now } = draft.context;
  draft.put<Job>({ ...job, status: 'failed', failure, startedAt: job.startedAt ?? now, endedAt: now });
}

function endStatus(tally: Tally): Job['status'] {
  const failed = tally.failures.length;
  if (failed === 0 && tally.canceled === 0) return 'succeeded';
  if (tally.succeeded > 0) return 'partial';
  return failed > 0 ? 'failed' : 'canceled';
}

/** Tally of a job that has one item, done by one task (the last of the given ones). */
export function singleTally(tasks: readonly Task[], last: Task['work']): Tally {
  const ended = tasks.find((task) => task.status === 'failed' || task.status === 'canceled');
  const final = tasks.find((task) => task.work === last);
  const succeeded = final?.status === 'succeeded' ? 1 : 0;
  const failures: ItemFailure[] =
    ended?.status === 'failed' && ended.failure
      ? [{ ...ended.failure, sceneId: ended.sceneId, taskId: ended.id }]
      : [];
  return {
    total: 1,
    open: succeeded || ended ? 0 : 1,
    succeeded,
    canceled: ended?.status === 'canceled' ? 1 : 0,
    failures,
    progress: final?.progress ?? 0,
  };
}
