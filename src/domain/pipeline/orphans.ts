import type { Job } from '#contracts/entities/index.ts';
import type { Draft } from './draft.ts';
import { isActive } from './jobs.ts';
import { cancelTask } from './tasks/settle.ts';
import { isEnded, WORK } from './work.ts';

/**
 * Stops paid work for scenes that are no longer in the storyboard, and jobs that were about such scenes alone. What
 * brings in what was paid for already goes on, since a finished take is never lost (P6). A call whose answer is on
 * its way goes on until it has a name by which the provider can be told to stop.
 */
export function stopOrphans(draft: Draft): void {
  const isGone = (sceneId: string) => draft.get('scene', sceneId) === undefined;
  for (const task of draft.all('task')) {
    if (isEnded(task) || !WORK[task.work].paid) continue;
    const sceneIds = task.sceneId === null ? task.sceneIds : [task.sceneId];
    if (sceneIds.length === 0 || !sceneIds.every(isGone)) continue;
    if (task.status === 'queued' || task.status === 'started') cancelTask(draft, task);
  }
  for (const job of draft.all('job')) {
    if (!isActive(job) || job.sceneIds === null || job.sceneIds.length === 0) continue;
    if (!job.sceneIds.every(isGone)) continue;
    const { now } = draft.context;
    draft.put<Job>({ ...job, status: 'canceled', startedAt: job.startedAt ?? now, endedAt: now });
  }
}
