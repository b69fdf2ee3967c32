import type { BucketMultipartUpload, BucketPart, BucketWriteOptions, MediaBucket } from './media-bucket.ts';

export type FakeObject = { bytes: Uint8Array; contentType: string | null };

const MIN_PART_BYTES = 5 * 1024 * 1024;

/**
 * A bucket in memory for tests, with R2's rules: an object appears only when all of it was taken, and a multipart
 * upload refuses parts that are too small or of unlike size.
 */
export class FakeBucket implements MediaBucket {
  readonly objects = new Map<string, FakeObject>();
  /** Keys of multipart uploads that were begun and neither completed nor aborted. */
  readonly unfinished = new Set<string>();
  /** Fails the next writes with this error. */
  failWith: Error | null = null;

  async put(
    key: string,
    value: ReadableStream<Uint8Array> | Uint8Array,
    options?: BucketWriteOptions,
  ): Promise<{ size: number }> {
    if (this.failWith !== null) {
      if (value instanceof ReadableStream) await value.cancel(this.failWith);
      throw this.failWith;
    }
    const chunks: Uint8Array[] = [];
    if (value instanceof ReadableStream) for await (const chunk of value) chunks.push(chunk);
    else chunks.push(value);
    return this.#keep(key, chunks, options);
  }

  async createMultipartUpload(key: string, options?: BucketWriteOptions): Promise<BucketMultipartUpload> {
    const parts = new Map<string, Uint8Array>();
    this.unfinished.add(key);
    return {
      uploadPart: async (partNumber, value) => {
        if (this.failWith !== null) throw this.failWith;
        const etag = `part-${partNumber}`;
        parts.set(etag, value.slice());
        return { partNumber, etag };
      },
      complete: async (uploaded: BucketPart[]) => {
        const chunks = uploaded.map(({ etag }) => parts.get(etag) ?? new Uint8Array(0));
        const size = chunks[0]?.byteLength ?? 0;
        if (chunks.slice(0, -1).some((chunk) => chunk.byteLength !== size || size < MIN_PART_BYTES)) {
          throw new Error('InvalidPart (10048)');
        }
        this.unfinished.delete(key);
        return this.#keep(key, chunks, options);
      },
      abort: async () => {
        this.unfinished.delete(key);
      },
    };
  }

  #keep(key: string, chunks: Uint8Array[], options: BucketWriteOptions | undefined): { size: number } {
    const size = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
    const bytes = new Uint8Array(size);
    let at = 0;
    for (const chunk of chunks) {
      bytes.set(chunk, at);
      at += chunk.byteLength;
    }
    this.objects.set(key, { bytes, contentType: options?.httpMetadata?.contentType ?? null });
    return { size };
  }
}
