import { log } from '#adapters/log.ts';
import type { QueueMessage } from '#contracts/queue.ts';
import { projectClient } from '#project/client.ts';
import type { Env } from '#project/environment.ts';

/**
 * A queue gave a message up. The object is told, so that the task goes on or fails instead of hanging. Polls,
 * cancels and records need nothing: the object's own deadlines repeat the first and the last, and a prediction
 * that could not be canceled ends by its `Cancel-After`.
 */
export async function deadLetter(message: QueueMessage, env: Env): Promise<void> {
  log('queue.dead-letter', { type: message.type, projectId: message.projectId });
  if (message.type !== 'task') return;
  const { taskId, attempt } = message;
  await projectClient(env.PROJECTS, message.projectId).execute(
    'house',
    'dead-letter',
    { taskId, attempt },
    null,
  );
}
