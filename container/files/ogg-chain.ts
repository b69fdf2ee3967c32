import { open } from 'node:fs/promises';
import { MediaFailure } from '#container/media-failure.ts';

/** The start of a page of version 0 (RFC 3533, 6). */
const PAGE = Buffer.from('OggS\0', 'latin1');
/** Up to and with the granule position. */
const HEADER_BYTES = 14;
const BEGINS_STREAM = 0x02;
const BLOCK_BYTES = 1024 ** 2;

/**
 * Refuses an Ogg file of several streams one after the other (RFC 3533, 4: chained), as a radio's recording and files
 * joined by `cat` are: their times begin anew in each, so that FFmpeg takes one of them for the length of all and cannot
 * copy them into a film. Throws `input-unreadable`. Streams side by side all begin before the first of them goes on.
 */
export async function refuseChainedOgg(path: string): Promise<void> {
  const file = await open(path);
  try {
    const block = Buffer.alloc(BLOCK_BYTES);
    let goesOn = false;
    for (let position = 0; ; ) {
      const { bytesRead } = await file.read(block, 0, BLOCK_BYTES, position);
      const bytes = block.subarray(0, bytesRead);
      for (let at = bytes.indexOf(PAGE); at >= 0; at = bytes.indexOf(PAGE, at + 1)) {
        if (at + HEADER_BYTES > bytesRead) break;
        const begins = (bytes.readUInt8(at + 5) & BEGINS_STREAM) !== 0 && bytes.readBigInt64LE(at + 6) === 0n;
        if (begins && goesOn) throw chained();
        goesOn ||= !begins;
      }
      if (bytesRead < BLOCK_BYTES) return;
      // A header may lie across the border.
      position += bytesRead - HEADER_BYTES + 1;
    }
  } finally {
    await file.close();
  }
}

function chained(): MediaFailure {
  return new MediaFailure(
    'input-unreadable',
    'The file is several Ogg files joined end to end, which are not read as one. Open it in a sound editor and export it as one song.',
  );
}
