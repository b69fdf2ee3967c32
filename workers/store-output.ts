import { streamToBucket } from '#adapters/storage/stream-to-bucket.ts';
import type { TaskMessage } from '#contracts/queue.ts';
import { clipKey, imageKey } from '#domain/files/object-keys.ts';
import type { Outcome, TaskInput } from '#domain/pipeline/task-io.ts';
import type { Deps } from './deps.ts';

type Input = Extract<TaskInput, { work: 'store-image' | 'store-clip' }>;

/** Replicate's delivery hosts. */
const DELIVERY_HOSTS = 'replicate.delivery,.replicate.delivery,api.replicate.com';
const MAX_BYTES = { 'store-image': 64 * 1024 * 1024, 'store-clip': 1024 * 1024 * 1024 } as const;
/** Media type by the ending of the delivery URL; what the bytes are is proven while they stream. */
const TYPES: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
};

/** Streams an output into the bucket before the provider deletes it (one hour). */
export async function storeOutput(
  input: Input,
  { projectId }: TaskMessage,
  { services }: Deps,
): Promise<Outcome> {
  const { work, sourceUrl, takeId } = input;
  const ending = /\.([a-z0-9]+)$/i.exec(new URL(sourceUrl).pathname)?.[1]?.toLowerCase() ?? '';
  const key =
    work === 'store-image'
      ? imageKey(projectId, takeId, TYPES[ending] ?? 'image/jpeg')
      : clipKey(projectId, takeId);
  const { contentType, sizeBytes, pixels } = await streamToBucket({
    fetch: services.fetch,
    url: sourceUrl,
    bucket: services.env.MEDIA_BUCKET,
    key,
    allowedHosts: (services.env.DELIVERY_HOSTS ?? DELIVERY_HOSTS).split(','),
    maxBytes: MAX_BYTES[work],
    expect: work === 'store-image' ? 'image' : 'video',
  });
  return { type: 'done', result: { work, key, contentType, sizeBytes, ...pixels } };
}
