import type { FileHandle } from 'node:fs/promises';
import { readAt } from './read-at.ts';

/** More than any program leaves before the sound, and little to read. FFmpeg's `mp3` passes over it as well. */
const MOST_ZEROS = 1024 ** 2;
const BLOCK_BYTES = 64 * 1024;
/** Of the header of an ID3v2 tag, and of the footer that repeats it (ID3v2.4 structure, 3.1 and 3.4). */
const TAG_END_BYTES = 10;

/**
 * Where a file's content begins: behind an ID3v2 tag, and behind the zeros with which some programs fill the room that
 * they kept for one. Where there are too many of them, that is amid the zeros.
 */
export async function contentStart(file: FileHandle): Promise<number> {
  const start = await tagEnd(file);
  for (let zeros = 0; zeros < MOST_ZEROS; zeros += BLOCK_BYTES) {
    const block = await readAt(file, start + zeros, BLOCK_BYTES);
    const at = block.findIndex((byte) => byte !== 0);
    if (at >= 0) return start + zeros + at;
    if (block.length < BLOCK_BYTES) break;
  }
  return start;
}

async function tagEnd(file: FileHandle): Promise<number> {
  const head = await readAt(file, 0, TAG_END_BYTES);
  if (head.length < TAG_END_BYTES || head.toString('latin1', 0, 3) !== 'ID3') return 0;
  // Seven bits a byte.
  const size = head.subarray(6).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0);
  const hasFooter = (head.readUInt8(5) & 0x10) !== 0;
  return TAG_END_BYTES + size + (hasFooter ? TAG_END_BYTES : 0);
}
