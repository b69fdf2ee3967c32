/**
 * The part of an R2 bucket that storing a stream takes; an `R2Bucket` is one. Declared here, so that what uses it
 * also compiles and runs where there is no R2.
 */
export type MediaBucket = {
  /** R2 takes a stream only if its length is known beforehand: see `fixedLengthStream`. */
  put(
    key: string,
    value: ReadableStream<Uint8Array> | Uint8Array,
    options?: BucketWriteOptions,
  ): Promise<{ size: number } | null>;
  createMultipartUpload(key: string, options?: BucketWriteOptions): Promise<BucketMultipartUpload>;
};

export type BucketWriteOptions = { httpMetadata?: { contentType?: string } };

export type BucketMultipartUpload = {
  /** All parts but the last have the same size, 5 MiB or more. */
  uploadPart(partNumber: number, value: Uint8Array): Promise<BucketPart>;
  complete(parts: BucketPart[]): Promise<{ size: number }>;
  abort(): Promise<void>;
};

export type BucketPart = { partNumber: number; etag: string };
