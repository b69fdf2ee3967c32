import { type Job, JobKind, type Project, type Run } from '#contracts/entities/index.ts';
import type { Draft } from './draft.ts';
import { isActive, isStage } from './jobs.ts';
import { stopOrphans } from './orphans.ts';
import { advanceSeams } from './stages/seams.ts';
import { isEnded } from './work.ts';
import { STAGES } from './works.ts';

/**
 * Looks at what is possible now and starts it, stage by stage in their order, so that what one stage ended or
 * brought is seen by the next in the same pass. Idempotent: a second pass changes nothing.
 */
export function advance(draft: Draft): void {
  // Most commands change nothing that could leave work without its scene, and films have hundreds of tasks.
  if (draft.touches('scene', 'task', 'job')) stopOrphans(draft);
  for (const stage of JobKind.options) {
    for (const job of draft.all('job')) if (job.stage === stage && isActive(job)) STAGES[stage](draft, job);
  }
  advanceSeams(draft);
  for (const run of draft.all('run')) if (run.status === 'running') closeRun(draft, run);
  refreshStatus(draft);
}

function closeRun(draft: Draft, run: Run): void {
  const jobs = draft.all('job').filter((job) => job.runId === run.id);
  if (jobs.some(isActive)) return;
  const last = jobs.find((job) => job.stage === run.until);
  draft.put<Run>({ ...run, status: runStatus(jobs, last), endedAt: draft.context.now });
}

function runStatus(jobs: readonly Job[], last: Job | undefined): Run['status'] {
  if (jobs.some((job) => job.status === 'canceled')) return 'canceled';
  if (last?.status === 'failed') return 'failed';
  return jobs.every((job) => job.status === 'succeeded') ? 'succeeded' : 'partial';
}

function refreshStatus(draft: Draft): void {
  const project = draft.all('project')[0];
  if (!project) return;
  const status = statusOf(draft, project);
  if (status !== project.status) draft.put<Project>({ ...project, status });
}

function statusOf(draft: Draft, project: Project): Project['status'] {
  if (project.pausedAt !== null) return 'paused';
  const jobs = draft.all('job');
  if (jobs.some(isActive)) {
    const working = draft.all('task').some((task) => !isEnded(task));
    return working ? 'running' : 'waiting';
  }
  const latest = jobs
    .filter(isStage)
    .sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0) || (a.id < b.id ? 1 : -1))[0];
  if (latest?.status === 'failed' || latest?.status === 'partial') return latest.status;
  return project.filmId === null ? 'draft' : 'succeeded';
}
