import type { ClipTake, ImageTake, Task } from '#contracts/entities/index.ts';
import type { Draft } from '../draft.ts';
import type { ResultOf } from '../task-io.ts';
import { openTask } from '../tasks/open-task.ts';

/** A random 31-bit seed, or null where the model has none. */
export function seedFor(draft: Draft, hasSeed: boolean): number | null {
  return hasSeed ? Math.floor(draft.context.random() * 2 ** 31) : null;
}

/** The prediction is done and billed: note what it cost and have its output brought in at once. */
export function storeTake(
  draft: Draft,
  task: Task,
  kind: 'image' | 'clip',
  work: 'store-image' | 'store-clip',
  result: ResultOf<'create-image' | 'create-clip'>,
): void {
  const take: ImageTake | ClipTake | undefined = draft.get(kind, task.subjectId);
  if (!take) return;
  const costUsd = draft
    .all('usage')
    .filter((entry) => entry.taskId === task.id && entry.status === 'committed')
    .reduce((sum, entry) => sum + entry.amountUsd, 0);
  draft.put({ ...take, status: 'running', predictionId: result.externalId, costUsd });
  openTask(draft, {
    work,
    subjectId: take.id,
    jobId: task.jobId,
    sceneId: task.sceneId,
    sourceUrl: result.sourceUrl,
  });
}

export function takeTasks(draft: Draft, take: ImageTake | ClipTake): Task[] {
  return draft.all('task').filter((task) => task.subjectId === take.id);
}
