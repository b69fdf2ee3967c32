import { v7 as uuidv7 } from 'uuid';
import type { SongAnalysis } from '#contracts/media-jobs/analyze-song.ts';
import type { TaskResult } from '#domain/pipeline/task-io.ts';
import { probed } from '#domain/pipeline/testing/results.ts';
import { granted, type TestProject } from './harness.ts';
import { tasksOf } from './image-task.ts';

/** Gives a project a song of that many seconds; nobody has listened to it yet. */
export async function giveSong(project: TestProject, seconds: number): Promise<void> {
  const uploadId = uuidv7();
  const file = { fileName: 's', contentType: 'audio/mpeg', sizeBytes: 1, key: 'k' };
  await granted(project.rpc, 'open-upload', { id: uploadId, purpose: 'song', ...file });
  await granted(project.rpc, 'complete-upload', { uploadId });
  await finish(project, 'probe-upload', probed(seconds));
}

/** The song of a project is listened to. */
export function hear(project: TestProject, analysis: SongAnalysis): Promise<void> {
  return finish(project, 'analyze-song', { work: 'analyze-song', analysis });
}

async function finish(project: TestProject, work: 'probe-upload' | 'analyze-song', result: TaskResult) {
  const task = (await tasksOf(project, work)).find(({ status }) => status === 'queued');
  const attempt = { taskId: task?.id ?? '', attempt: 1 };
  await granted(project.rpc, 'claim', attempt);
  await granted(project.rpc, 'settle', { ...attempt, outcome: { type: 'done', result } });
}
