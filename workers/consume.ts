import { log } from '#adapters/log.ts';
import { QueueMessage } from '#contracts/queue.ts';

/** Pause before a message is delivered again, by how often it was: 2, 4, 8 … 60 seconds. */
function retryDelay(attempts: number): number {
  return Math.min(60, 2 ** attempts);
}

/**
 * The one ack/retry loop of all queues. Each message is settled by itself: done is acked, thrown is delivered
 * again later, and after the queue's last retry it goes to the dead letters. What is no message of ours at all
 * cannot be mended by repeating and is dropped with a log line.
 */
export async function consume(
  batch: MessageBatch<unknown>,
  handle: (message: QueueMessage) => Promise<void>,
): Promise<void> {
  await Promise.all(
    batch.messages.map(async (message) => {
      const parsed = QueueMessage.safeParse(message.body);
      if (!parsed.success) {
        log('queue.message-invalid', { queue: batch.queue, messageId: message.id });
        message.ack();
        return;
      }
      try {
        await handle(parsed.data);
        message.ack();
      } catch (error) {
        const { type, projectId } = parsed.data;
        log('queue.message-failed', {
          queue: batch.queue,
          type,
          projectId,
          attempts: message.attempts,
          error,
        });
        message.retry({ delaySeconds: retryDelay(message.attempts) });
      }
    }),
  );
}
