import { fullBox, u32, u32List, u64List } from './boxes.ts';
import type { Track } from './read-track.ts';

/** 32 bits hold no place from here on. */
export const LARGE_FILE_BYTES: number = 2 ** 32;

/** Where a track's samples lie (`stsc`, and `stco` or `co64`; ISO/IEC 14496-12 8.7.4 and 8.7.5). */
export function chunkTables(chunks: Track['chunks'], isLarge: boolean): Buffer[] {
  const groups = chunks.flatMap(({ samples }, index) =>
    samples === chunks[index - 1]?.samples ? [] : [index + 1, samples, 1],
  );
  const offsets = chunks.map(({ offset }) => offset);
  return [
    fullBox('stsc', 0, u32(groups.length / 3), u32List(groups)),
    isLarge
      ? fullBox('co64', 0, u32(offsets.length), u64List(offsets))
      : fullBox('stco', 0, u32(offsets.length), u32List(offsets)),
  ];
}
