import { isLoopback } from '#adapters/loopback.ts';
import { ProviderError } from '#adapters/provider-error.ts';
import type { TaskMessage } from '#contracts/queue.ts';
import { clipInput, findClipModel, findImageModel, referenceFields } from '#domain/models/index.ts';
import type { Outcome, TaskInput } from '#domain/pipeline/task-io.ts';
import { callbackUrl, replicateCallbackBase } from './callback-url.ts';
import type { Deps } from './deps.ts';

type ImageTask = Extract<TaskInput, { work: 'create-image' }>;
type ClipTask = Extract<TaskInput, { work: 'create-clip' }>;

/** How long the model may take to fetch a picture. In seconds. */
const PICTURE_SECONDS = 3600;

export async function createImage(task: ImageTask, message: TaskMessage, deps: Deps): Promise<Outcome> {
  const model = findImageModel(task.model);
  const urls = await Promise.all(task.referenceKeys.map((key) => pictureUrl(key, deps)));
  const input = { ...task.input, ...(model ? referenceFields(model, urls) : {}) };
  return create(task.model, input, task.cancelAfterSeconds, message, deps);
}

export async function createClip(task: ClipTask, message: TaskMessage, deps: Deps): Promise<Outcome> {
  const model = findClipModel(task.model);
  if (!model)
    throw new ProviderError({
      verdict: 'terminal',
      code: 'model-unknown',
      message: `No model ${task.model}.`,
    });
  const { imageKey, prompt, negative, seconds, seed, resolution, aspectRatio } = task;
  const imageUrl = await pictureUrl(imageKey, deps);
  const input = clipInput(model, { prompt, negative, imageUrl, seconds, seed, resolution, aspectRatio });
  return create(task.model, input, task.cancelAfterSeconds, message, deps);
}

/**
 * Where the model fetches a picture: the one to start from, or one of the cast. A model far away cannot reach the storage of a local stack: then the
 * image is handed over through Replicate's own files.
 */
async function pictureUrl(key: string, { services }: Deps): Promise<string> {
  const { env, presigner, replicate } = services;
  if (!isLoopback(env.S3_ENDPOINT ?? '') || isLoopback(env.REPLICATE_BASE_URL ?? '')) {
    return presigner.presignGet({ key, expiresSeconds: PICTURE_SECONDS });
  }
  const image = await env.MEDIA_BUCKET.get(key);
  if (!image) {
    throw new ProviderError({
      verdict: 'terminal',
      code: 'image-missing',
      message: 'A picture that the model needs is no longer in storage.',
    });
  }
  const type = image.httpMetadata?.contentType ?? 'image/jpeg';
  const content = new Blob([await image.arrayBuffer()], { type });
  return replicate.uploadFile({ content, fileName: `picture.${type.split('/')[1] ?? 'jpg'}` });
}

/** The paid call: sent once for this attempt, whatever happens (P5). */
async function create(
  model: string,
  input: Record<string, unknown>,
  cancelAfterSeconds: number,
  message: TaskMessage,
  { services }: Deps,
): Promise<Outcome> {
  const base = replicateCallbackBase(services.env);
  const webhookUrl = base === null ? null : callbackUrl(base, 'replicate', message);
  const prediction = await services.replicate.createPrediction({
    model,
    input,
    webhookUrl,
    cancelAfterSeconds,
  });
  return { type: 'started', externalId: prediction.id };
}
