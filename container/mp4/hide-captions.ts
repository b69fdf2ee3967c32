import { open } from 'node:fs/promises';
import { readIndex } from './read-index.ts';

/**
 * Marks caption tracks as not shown by themselves, in place. FFmpeg's muxer enables the first track of every kind
 * whatever its disposition says.
 */
export async function hideCaptions(path: string): Promise<void> {
  const index = await readIndex(path);
  if (index === undefined) return;
  const file = await open(path, 'r+');
  try {
    for (const { handler, flagsAt } of index.tracks) {
      if (handler !== 'sbtl') continue;
      // Version and 24 flags, of which the last is "enabled" (ISO/IEC 14496-12 8.3.2).
      const flags = index.bytes.readUInt32BE(flagsAt) & ~1;
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(flags >>> 0);
      await file.write(bytes, 0, 4, index.at + flagsAt);
    }
  } finally {
    await file.close();
  }
}
