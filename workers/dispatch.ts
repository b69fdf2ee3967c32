import { servicesOf } from '#adapters/services.ts';
import type { QueueMessage } from '#contracts/queue.ts';
import { projectClient } from '#project/client.ts';
import type { Env } from '#project/environment.ts';
import { cancelOutside } from './cancel.ts';
import { consume } from './consume.ts';
import { deadLetter } from './dead-letter.ts';
import { pollTask } from './poll.ts';
import { recordProject } from './records.ts';
import { runTask } from './run-task.ts';

/** Everything that arrives from a queue. */
export async function dispatch(batch: MessageBatch<unknown>, env: Env): Promise<void> {
  if (batch.queue.endsWith('dead-letters')) return consume(batch, (message) => deadLetter(message, env));
  return consume(
    batch,
    coalesced((message) => handle(message, env)),
  );
}

function handle(message: QueueMessage, env: Env): Promise<void> {
  const services = servicesOf(env);
  const project = projectClient(env.PROJECTS, message.projectId);
  switch (message.type) {
    case 'task':
      return runTask(message, { project, services });
    case 'poll':
      return pollTask(message, { project, services });
    case 'cancel':
      return cancelOutside(message, services);
    case 'records':
      return recordProject({ project, services });
    default:
      return message satisfies never;
  }
}

/** Record messages of one project in a batch all mean the same: the work is done once for them. */
function coalesced(
  handleOne: (message: QueueMessage) => Promise<void>,
): (message: QueueMessage) => Promise<void> {
  const records = new Map<string, Promise<void>>();
  return (message) => {
    if (message.type !== 'records') return handleOne(message);
    const running = records.get(message.projectId) ?? handleOne(message);
    records.set(message.projectId, running);
    return running;
  };
}
