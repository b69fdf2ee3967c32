import type { Project } from '#contracts/entities/index.ts';
import type { Draft } from '../draft.ts';
import { sendTask } from '../tasks/open-task.ts';

/**
 * Holds back everything that costs money. What is already at a provider was paid for: it ends and is stored, as is
 * all free work. Pausing twice is pausing once.
 */
export function pauseProject(draft: Draft): Project {
  const project = draft.project();
  return project.pausedAt === null
    ? draft.put<Project>({ ...project, pausedAt: draft.context.now })
    : project;
}

/** Sends what was held back. Resuming what is not paused changes nothing. */
export function resumeProject(draft: Draft): Project {
  const project = draft.project();
  if (project.pausedAt === null) return project;
  draft.put<Project>({ ...project, pausedAt: null });
  for (const task of draft.all('task'))
    if (task.status === 'queued' && task.wakeAt === null) sendTask(draft, task, draft.context.now);
  return draft.project();
}
