import type { FileHandle } from 'node:fs/promises';

/** What is needed of an open file to write it. */
export type WritableFile = Pick<FileHandle, 'writev' | 'writeFile'>;

/**
 * Writes chunks behind one another; a system may take only a part at a time.
 *
 * @param at Where in the file; without it, behind what was written last.
 */
export async function writeAll(
  file: WritableFile,
  chunks: readonly Uint8Array[],
  at?: number,
): Promise<void> {
  const size = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
  if (size === 0) return;
  const { bytesWritten } = await file.writev(chunks, at);
  if (bytesWritten === size) return;
  const rest = Buffer.concat(chunks).subarray(bytesWritten);
  if (at === undefined) await file.writeFile(rest);
  else await writeAll(file, [rest], at + bytesWritten);
}
