import type { ItemFailure, Job, ProblemDetail, Scene } from '#contracts/entities/index.ts';
import type { Draft } from '../draft.ts';
import { tallyJob } from '../jobs.ts';

/** How one scene stands in a job that makes takes. */
export type ItemStanding =
  | { state: 'waiting' }
  | { state: 'working'; progress: number }
  | { state: 'succeeded' }
  | { state: 'canceled' }
  | { state: 'failed'; failure: ProblemDetail; taskId: string | null };

/** Tallies a job from the standing of each of its scenes. */
export function tallyScenes(
  draft: Draft,
  job: Job,
  scenes: readonly Scene[],
  standing: (scene: Scene) => ItemStanding,
  scenesToCome: boolean,
): void {
  const failures: ItemFailure[] = [];
  let open = scenesToCome ? 1 : 0;
  let succeeded = 0;
  let canceled = 0;
  let progress = 0;
  for (const scene of scenes) {
    const item = standing(scene);
    if (item.state === 'waiting' || item.state === 'working') open += 1;
    if (item.state === 'working') progress += item.progress;
    if (item.state === 'succeeded') succeeded += 1;
    if (item.state === 'canceled') canceled += 1;
    if (item.state === 'failed') failures.push({ ...item.failure, sceneId: scene.id, taskId: item.taskId });
  }
  progress += succeeded + canceled + failures.length;
  tallyJob(draft, job, { total: scenes.length, open, succeeded, canceled, failures, progress });
}
