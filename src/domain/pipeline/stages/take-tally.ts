import type { ItemFailure, Job, ProblemDetail } from '#contracts/entities/index.ts';
import type { Draft } from '../draft.ts';
import { tallyJob } from '../jobs.ts';

/** How one take stands in the job that makes it, or one that is still to be begun. */
export type ItemStanding =
  | { state: 'waiting' }
  | { state: 'working'; progress: number }
  | { state: 'succeeded' }
  | { state: 'canceled' }
  | { state: 'failed'; failure: ProblemDetail; taskId: string | null };

export interface TallyItem {
  readonly sceneId: string;
  readonly standing: ItemStanding;
}

/** Tallies a job from the standing of each of its takes. */
export function tallyItems(draft: Draft, job: Job, items: readonly TallyItem[], scenesToCome: boolean): void {
  const failures: ItemFailure[] = [];
  let open = scenesToCome ? 1 : 0;
  let succeeded = 0;
  let canceled = 0;
  let progress = 0;
  for (const { sceneId, standing } of items) {
    if (standing.state === 'waiting' || standing.state === 'working') open += 1;
    if (standing.state === 'working') progress += standing.progress;
    if (standing.state === 'succeeded') succeeded += 1;
    if (standing.state === 'canceled') canceled += 1;
    if (standing.state === 'failed') failures.push({ ...standing.failure, sceneId, taskId: standing.taskId });
  }
  progress += succeeded + canceled + failures.length;
  tallyJob(draft, job, { total: items.length, open, succeeded, canceled, failures, progress });
}
