import {
  createMessageBatch,
  evictDurableObject,
  runDurableObjectAlarm,
  runInDurableObject,
} from 'cloudflare:test';
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { bindings, granted, newProject, type TestProject } from '#project/testing/harness.ts';
import { tasksOf } from '#project/testing/image-task.ts';
import worker from '../src/index.ts';

/** As if the upload's day were over: the object wakes with a row of yesterday. */
async function letExpire(project: TestProject, uploadId: string): Promise<void> {
  await runInDurableObject(project.stub, async (_, state) => {
    state.storage.sql.exec(
      "update entities set json = json_set(json, '$.expiresAt', 1) where kind = 'upload' and id = ?",
      uploadId,
    );
    await state.storage.setAlarm(Date.now());
  });
  await evictDurableObject(project.stub);
  await runDurableObjectAlarm(project.stub);
}

describe('an upload that nobody completed', () => {
  it('expires by the alarm of its project, and its file is removed, once', async () => {
    const project = await newProject();
    const [uploadId, key] = [uuidv7(), `projects/${project.id}/uploads/x.mp3`];
    const file = { fileName: 'x.mp3', contentType: 'audio/mpeg', sizeBytes: 3, key };
    await granted(project.rpc, 'open-upload', { id: uploadId, purpose: 'song', ...file });
    const alarm = await runInDurableObject(project.stub, (_, state) => state.storage.getAlarm());
    expect(alarm).not.toBeNull();
    await bindings.MEDIA_BUCKET.put(key, 'abc');
    await letExpire(project, uploadId);
    expect(await project.rpc.entity('house', 'upload', uploadId)).toMatchObject({ status: 'expired' });

    const [task] = await tasksOf(project, 'discard-upload');
    const body = { type: 'task', projectId: project.id, taskId: task?.id, attempt: 1 };
    for (const id of ['first', 'again']) {
      const messages = [{ id, timestamp: new Date(), attempts: 1, body }];
      await worker.queue(createMessageBatch('omvee-transfers', messages), bindings);
      expect(await bindings.MEDIA_BUCKET.head(key)).toBeNull();
    }
    expect(await tasksOf(project, 'discard-upload')).toMatchObject([{ status: 'succeeded', attempt: 1 }]);
  });
});
