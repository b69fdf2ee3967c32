import type { FileHandle } from 'node:fs/promises';

/** Bytes that can be read at any place: a file's, or those of one that is held in memory. */
export interface ByteSource {
  readonly size: number;
  /** The bytes from `from` up to `to`, which lie within: in one piece or in several, perhaps shared. */
  slices(from: number, to: number): Promise<Uint8Array[]>;
}

/** Reads a part in one piece; shorter where the source ends before `to`. */
export async function readPart(source: ByteSource, from: number, to: number): Promise<Buffer> {
  const end = Math.min(to, source.size);
  if (end <= from) return Buffer.alloc(0);
  const slices = await source.slices(from, end);
  const [first] = slices;
  if (slices.length > 1 || first === undefined) return Buffer.concat(slices);
  return Buffer.from(first.buffer, first.byteOffset, first.byteLength);
}

/** An open file, `size` bytes long. */
export function fileBytes(file: FileHandle, size: number): ByteSource {
  return {
    size,
    slices: async (from, to) => {
      const buffer = Buffer.allocUnsafe(to - from);
      await readInto(buffer, file, from);
      return [buffer];
    },
  };
}

/** Fills a buffer with a file's bytes from `from` on. Throws a RangeError where the file ends before. */
export async function readInto(buffer: Uint8Array, file: FileHandle, from: number): Promise<void> {
  let at = 0;
  while (at < buffer.length) {
    const { bytesRead } = await file.read(buffer, at, buffer.length - at, from + at);
    if (bytesRead === 0) throw new RangeError('the file is shorter than it was');
    at += bytesRead;
  }
}

/** Chunks as they came in, one behind the other. */
export function heldBytes(chunks: readonly Uint8Array[]): ByteSource {
  const ends: number[] = [];
  let size = 0;
  for (const { byteLength } of chunks) {
    size += byteLength;
    ends.push(size);
  }
  return { size, slices: (from, to) => Promise.resolve(slicesOf(chunks, ends, from, to)) };
}

function slicesOf(
  chunks: readonly Uint8Array[],
  ends: readonly number[],
  from: number,
  to: number,
): Uint8Array[] {
  const slices: Uint8Array[] = [];
  for (let number = chunkAt(ends, from); number < chunks.length; number += 1) {
    const chunk = chunks[number] ?? new Uint8Array();
    const start = (ends[number] ?? 0) - chunk.byteLength;
    if (start >= to) break;
    slices.push(chunk.subarray(Math.max(0, from - start), Math.min(chunk.byteLength, to - start)));
  }
  return slices;
}

/** The first chunk that ends behind a place. */
function chunkAt(ends: readonly number[], place: number): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] ?? 0) > place) high = middle;
    else low = middle + 1;
  }
  return low;
}
