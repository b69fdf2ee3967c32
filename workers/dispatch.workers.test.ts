import { createExecutionContext, createMessageBatch, getQueueResult } from 'cloudflare:test';
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import type { QueueMessage } from '#contracts/queue.ts';
import type { Env } from '#project/environment.ts';
import { bindings, newProject } from '#project/testing/harness.ts';
import { projectWithImageClaimed, tasksOf } from '#project/testing/image-task.ts';
import worker from '../src/index.ts';

async function deliver(bodies: readonly unknown[], queue = 'omvee-predictions', env: Env = bindings) {
  const messages = bodies.map((body, index) => ({
    id: `m${index}`,
    timestamp: new Date(),
    attempts: 1,
    body,
  }));
  const batch = createMessageBatch(queue, messages);
  const ctx = createExecutionContext();
  await worker.queue(batch, env);
  return getQueueResult(batch, ctx);
}

const taskMessage = (projectId: string, taskId: string, attempt: number): QueueMessage => ({
  type: 'task',
  projectId,
  taskId,
  attempt,
});

describe('the queues', () => {
  it('drop what is no message, and deliver the others', async () => {
    const { project, task } = await projectWithImageClaimed();
    const result = await deliver([{ nonsense: true }, null, 'text', taskMessage(project.id, task.id, 1)]);
    expect(result.explicitAcks).toEqual(['m0', 'm1', 'm2', 'm3']);
    expect(result.retryMessages).toEqual([]);
  });

  it('end a doubled and a stale message at the claim: nothing is done for them', async () => {
    const { project, task } = await projectWithImageClaimed();
    const before = await tasksOf(project);
    const result = await deliver([
      taskMessage(project.id, task.id, 1),
      taskMessage(project.id, task.id, 1),
      taskMessage(project.id, task.id, 7),
    ]);
    expect(result.explicitAcks).toHaveLength(3);
    expect(await tasksOf(project)).toEqual(before);
  });

  it('end a message of a project that does not exist', async () => {
    expect((await deliver([taskMessage(uuidv7(), uuidv7(), 1)])).explicitAcks).toEqual(['m0']);
  });

  it('keep records until Postgres took them: while it is down they are delivered again', async () => {
    const { id, rpc } = await newProject();
    const env: Env = {
      ...bindings,
      DATABASE_URL: 'postgres://u:p@db.invalid/x',
      NEON_FETCH_ENDPOINT: 'http://127.0.0.1:9/sql',
    };
    const result = await deliver([{ type: 'records', projectId: id }], 'omvee-records', env);
    expect(result.retryMessages.map(({ msgId }) => msgId)).toEqual(['m0']);
    expect(await rpc.unrecorded(10)).toHaveLength(1);
  });

  it('tell the object of a dead letter, so that the task goes on', async () => {
    const { project } = await projectWithImageClaimed();
    const [task] = await tasksOf(project, 'create-image');
    const { id = '' } = task ?? {};
    await project.rpc.execute(
      'house',
      'settle',
      {
        taskId: id,
        attempt: 1,
        outcome: { type: 'retry', failure: { code: 'x', message: 'x', retryable: true }, afterSeconds: null },
      },
      null,
    );
    await deliver([taskMessage(project.id, id, 2)], 'omvee-dead-letters');
    expect((await tasksOf(project, 'create-image'))[0]).toMatchObject({ status: 'queued', attempt: 3 });
    await deliver([taskMessage(project.id, id, 2)], 'omvee-dead-letters');
    expect((await tasksOf(project, 'create-image'))[0]).toMatchObject({ attempt: 3 });
  });
});
