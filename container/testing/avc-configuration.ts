import { open } from 'node:fs/promises';

/** An MP4 that was written with its index first has it in the first bytes; ours take less than 10 KB for that. */
const SEARCHED_BYTES = 256 * 1024;

/**
 * The H.264 parameter sets of a segment: the `avcC` box (ISO/IEC 14496-15) in hexadecimal, or undefined where the
 * file's start has none. Segments that differ in it exit 0 when joined and then play wrong.
 */
export async function readAvcConfiguration(path: string): Promise<string | undefined> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(SEARCHED_BYTES), 0, SEARCHED_BYTES, 0);
    const head = buffer.subarray(0, bytesRead);
    const type = head.indexOf('avcC', 0, 'latin1');
    if (type < 4) return undefined;
    const box = head.subarray(type - 4, type - 4 + head.readUInt32BE(type - 4));
    return box.toString('hex');
  } finally {
    await file.close();
  }
}
