import type { AdapterEnv } from '#adapters/environment.ts';
import { isLoopback } from '#adapters/loopback.ts';
import type { TaskMessage } from '#contracts/queue.ts';

/**
 * Where those who work outside report an attempt. The URL carries project, task and attempt, so that a report
 * finds its attempt even where the reply to its creation was lost (P5).
 */
export function callbackUrl(
  base: string,
  service: 'replicate' | 'media',
  { projectId, taskId, attempt }: Pick<TaskMessage, 'projectId' | 'taskId' | 'attempt'>,
): string {
  const query = new URLSearchParams({ project: projectId, task: taskId, attempt: String(attempt) });
  return `${base}/api/webhooks/${service}?${query}`;
}

/** Replicate reaches us over HTTPS, or on this machine where it is a simulator here; null where it cannot. */
export function replicateCallbackBase(env: AdapterEnv): string | null {
  const base = env.PUBLIC_URL;
  if (!base) return null;
  if (base.startsWith('https://')) return base;
  return isLoopback(base) && isLoopback(env.REPLICATE_BASE_URL ?? '') ? base : null;
}
