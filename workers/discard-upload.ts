import type { Outcome, TaskInput } from '#domain/pipeline/task-io.ts';
import type { Deps } from './deps.ts';

type Input = Extract<TaskInput, { work: 'discard-upload' }>;

/** Removes what arrived of an upload that nobody completed: the parts, or the whole file. Twice is once. */
export async function discardUpload({ key, multipartId }: Input, { services }: Deps): Promise<Outcome> {
  if (multipartId !== null) await services.multipart.abort({ key, id: multipartId });
  await services.env.MEDIA_BUCKET.delete(key);
  return { type: 'done', result: { work: 'discard-upload' } };
}
