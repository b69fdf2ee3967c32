const MEBIBYTE = 1024 ** 2;
/** Few enough for a form of URLs, small enough to be sent again after a broken connection. In bytes. */
const USUAL_PART_BYTES = 16 * MEBIBYTE;
/** S3's and R2's limit; they also ask for 5 MiB at least, and R2 for parts of one size but for the last. */
const MAX_PARTS = 10_000;

/** The size of the parts that a file of `sizeBytes` is put in, all but the last. In bytes. */
export function partBytesFor(sizeBytes: number): number {
  const needed = Math.ceil(sizeBytes / MAX_PARTS / MEBIBYTE) * MEBIBYTE;
  return Math.max(USUAL_PART_BYTES, needed);
}

/** The parts of a file, numbered from 1, with their sizes in bytes. */
export function partsOf(sizeBytes: number, partBytes: number): { partNumber: number; sizeBytes: number }[] {
  return Array.from({ length: Math.ceil(sizeBytes / partBytes) }, (_, index) => ({
    partNumber: index + 1,
    sizeBytes: Math.min(partBytes, sizeBytes - index * partBytes),
  }));
}
