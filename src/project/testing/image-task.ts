import { runInDurableObject } from 'cloudflare:test';
import { v7 as uuidv7 } from 'uuid';
import type { Task, TaskKind } from '#contracts/entities/index.ts';
import { isRefusal } from '#domain/pipeline/refusal.ts';
import { probed, resultOf } from '#domain/pipeline/testing/results.ts';
import { granted, newProject, type TestProject } from './harness.ts';

/** Tasks of a project as its object stores them. */
export function tasksOf(project: TestProject, work?: TaskKind): Promise<Task[]> {
  return runInDurableObject(project.stub, (_, state) =>
    state.storage.sql
      .exec<{ json: string }>("select json from entities where kind = 'task' order by id")
      .toArray()
      .map(({ json }) => JSON.parse(json) as Task)
      .filter((task) => work === undefined || task.work === work),
  );
}

/** Does all that is queued, successfully, up to the first image calls; one of those is left claimed. */
export async function projectWithImageClaimed(): Promise<{ project: TestProject; task: Task }> {
  const project = await newProject({ sceneCount: 1 });
  const uploadId = uuidv7();
  const upload = {
    id: uploadId,
    purpose: 'song' as const,
    fileName: 's',
    contentType: 'audio/mpeg',
    sizeBytes: 1,
    key: 'k',
  };
  await granted(project.rpc, 'open-upload', upload);
  await granted(project.rpc, 'complete-upload', { uploadId });
  await granted(project.rpc, 'start-run', { until: 'generate_images', approvals: 'automatic' });
  for (;;) {
    const queued = (await tasksOf(project)).find((task) => task.status === 'queued');
    if (!queued) throw new Error('no image was asked for');
    const claim = await granted(project.rpc, 'claim', { taskId: queued.id, attempt: queued.attempt });
    if (isRefusal(claim) || !claim.wanted) throw new Error('the task was not wanted');
    if (queued.work === 'create-image') return { project, task: queued };
    const result = claim.input.work === 'probe-upload' ? probed(4) : resultOf(claim.input, queued);
    await granted(project.rpc, 'settle', {
      taskId: queued.id,
      attempt: queued.attempt,
      outcome: { type: 'done', result },
    });
  }
}
