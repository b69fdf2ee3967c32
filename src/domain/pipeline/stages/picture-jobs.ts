import type { ItemFailure, Job } from '#contracts/entities/index.ts';
import type { Draft } from '../draft.ts';
import { tallyJob, tasksOf } from '../jobs.ts';
import { isEnded } from '../work.ts';
import { wasSplit } from './thumbnails.ts';

/** Tallies a job that makes posters, sheets or thumbnails by its tasks. Without any, all was there already. */
export function advancePictures(draft: Draft, job: Job): void {
  const tasks = tasksOf(draft, job).filter((task) => !wasSplit(task));
  if (tasks.length === 0) {
    return tallyJob(draft, job, { total: 1, open: 0, succeeded: 1, canceled: 0, failures: [], progress: 1 });
  }
  const failures = tasks.flatMap((task): ItemFailure[] =>
    task.status === 'failed' && task.failure ? [{ ...task.failure, sceneId: null, taskId: task.id }] : [],
  );
  tallyJob(draft, job, {
    total: tasks.length,
    open: tasks.filter((task) => !isEnded(task)).length,
    succeeded: tasks.filter(({ status }) => status === 'succeeded').length,
    canceled: tasks.filter(({ status }) => status === 'canceled').length,
    failures,
    progress: tasks.reduce((sum, task) => sum + (isEnded(task) ? 1 : task.progress), 0),
  });
}
