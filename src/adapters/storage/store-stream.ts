import { fixedLengthStream } from './fixed-length-stream.ts';
import type { BucketPart, MediaBucket } from './media-bucket.ts';
import { outputTooLarge, retryOutput } from './output-failure.ts';

/** Above R2's smallest part (5 MiB) and small beside a Worker's memory. All parts but the last have this size. */
export const PART_BYTES = 8 * 1024 * 1024;

type Store = {
  bucket: MediaBucket;
  key: string;
  contentType: string;
  /** What was read of the source already. */
  head: Uint8Array;
  source: ReadableStreamDefaultReader<Uint8Array>;
};

/** Stores head and rest of a source of known length by one put. A source of another length stores nothing. */
export async function storeKnownLength(input: Store & { sizeBytes: number }): Promise<number> {
  const pipe = fixedLengthStream(input.sizeBytes);
  const [stored, sent] = await Promise.allSettled([
    input.bucket.put(input.key, pipe.readable, metadata(input.contentType)),
    pump(input.head, input.source, pipe.writable.getWriter()),
  ]);
  // A broken source also breaks the put, so it is the one to name.
  if (sent.status === 'rejected') throw sent.reason;
  if (stored.status === 'rejected') throw stored.reason;
  if (stored.value?.size !== input.sizeBytes)
    throw retryOutput('output-not-stored', 'Storage kept less than was sent.');
  return input.sizeBytes;
}

async function pump(
  head: Uint8Array,
  source: ReadableStreamDefaultReader<Uint8Array>,
  target: WritableStreamDefaultWriter<Uint8Array>,
): Promise<void> {
  try {
    await target.write(head);
    for (;;) {
      const { done, value } = await source.read();
      if (done) break;
      await target.write(value);
    }
    await target.close();
  } catch (error) {
    // The reader of the pipe must hear of it, or the put would wait for ever; an errored pipe refuses the abort.
    await target.abort(error).catch(() => undefined);
    throw error;
  }
}

/** Stores a source of unknown length: by one put where it fits into a part, else part by part. */
export async function storeUnknownLength(input: Store & { maxBytes: number }): Promise<number> {
  const parts = inParts(input.head, input.source, input.maxBytes);
  const first = (await parts.next()).value ?? new Uint8Array(0);
  if (first.byteLength < PART_BYTES) {
    await input.bucket.put(input.key, first, metadata(input.contentType));
    return first.byteLength;
  }
  const upload = await input.bucket.createMultipartUpload(input.key, metadata(input.contentType));
  try {
    const uploaded: BucketPart[] = [await upload.uploadPart(1, first)];
    let sizeBytes = first.byteLength;
    for await (const part of parts) {
      uploaded.push(await upload.uploadPart(uploaded.length + 1, part));
      sizeBytes += part.byteLength;
    }
    await upload.complete(uploaded);
    return sizeBytes;
  } catch (error) {
    // An upload that cannot be aborted now dies by itself after a week; the first error is the one that matters.
    await upload.abort().catch(() => undefined);
    throw error;
  }
}

/** Cuts head and rest of a source into parts of {@link PART_BYTES}; the last may be shorter and is never empty. */
async function* inParts(
  head: Uint8Array,
  source: ReadableStreamDefaultReader<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<Uint8Array, undefined> {
  let part = new Uint8Array(PART_BYTES);
  let filled = 0;
  let total = 0;
  let chunk: Uint8Array | undefined = head;
  while (chunk !== undefined) {
    total += chunk.byteLength;
    if (total > maxBytes) throw outputTooLarge(maxBytes);
    let rest = chunk;
    while (rest.byteLength > 0) {
      const taken = rest.subarray(0, PART_BYTES - filled);
      part.set(taken, filled);
      filled += taken.byteLength;
      rest = rest.subarray(taken.byteLength);
      if (filled === PART_BYTES) {
        yield part;
        part = new Uint8Array(PART_BYTES);
        filled = 0;
      }
    }
    chunk = (await source.read()).value;
  }
  if (filled > 0) yield part.subarray(0, filled);
}

function metadata(contentType: string): { httpMetadata: { contentType: string } } {
  return { httpMetadata: { contentType } };
}
