import { v7 as uuidv7 } from 'uuid';
import { probed } from '#domain/pipeline/testing/results.ts';
import type { SceneEdit } from '#domain/storyboard/edit-scenes.ts';
import { granted, newProject, type TestProject } from './harness.ts';
import { tasksOf } from './image-task.ts';

/** A project with a song of that many seconds and these scenes. */
export async function withStoryboard(songSeconds: number, scenes: SceneEdit[]): Promise<TestProject> {
  const project = await newProject();
  const uploadId = uuidv7();
  const file = { fileName: 's', contentType: 'audio/mpeg', sizeBytes: 1, key: 'k' };
  await granted(project.rpc, 'open-upload', { id: uploadId, purpose: 'song', ...file });
  await granted(project.rpc, 'complete-upload', { uploadId });
  const [probe] = await tasksOf(project, 'probe-upload');
  const taskId = probe?.id ?? '';
  await granted(project.rpc, 'claim', { taskId, attempt: 1 });
  const result = probed(songSeconds);
  await granted(project.rpc, 'settle', { taskId, attempt: 1, outcome: { type: 'done', result } });
  await granted(project.rpc, 'put-scenes', { scenes });
  return project;
}
