import { type FileHandle, open } from 'node:fs/promises';
import { type Box, boxesIn, findBox } from './boxes.ts';
import { readTrack, type Track } from './read-track.ts';

/** The index of an MP4 file: what players find its samples by. */
export interface Mp4Index {
  /** The `moov` box's body. */
  bytes: Buffer;
  /** Where that lies in the file. */
  at: number;
  /** True where it lies before the media (`+faststart`). */
  isFirst: boolean;
  fileBytes: number;
  tracks: Track[];
}

/** Three hours at 60 frames a second take 8 MB. */
const MAX_INDEX_BYTES = 64e6;

/** Reads a file's index and nothing else of it; undefined where it is no MP4, or its index is damaged. */
export async function readIndex(path: string): Promise<Mp4Index | undefined> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const place = await findIndex(file, size);
    if (place === undefined || place.end - place.body > MAX_INDEX_BYTES) return undefined;
    const bytes = Buffer.alloc(place.end - place.body);
    await file.read(bytes, 0, bytes.length, place.body);
    const timescale = movieTimescale(bytes);
    const tracks = boxesIn(bytes)
      .filter((box) => box.type === 'trak')
      .map((box) => readTrack(bytes, box, timescale));
    return { bytes, at: place.body, isFirst: place.isFirst, fileBytes: size, tracks };
  } catch (error) {
    // A table that is shorter than it says.
    if (error instanceof RangeError) return undefined;
    throw error;
  } finally {
    await file.close();
  }
}

async function findIndex(file: FileHandle, size: number): Promise<(Box & { isFirst: boolean }) | undefined> {
  const head = Buffer.alloc(16);
  let isFirst = true;
  for (let at = 0; at + 8 <= size; ) {
    const { bytesRead } = await file.read(head, 0, 16, at);
    if (bytesRead < 8) return undefined;
    const short = head.readUInt32BE(0);
    const length = short === 1 ? Number(head.readBigUInt64BE(8)) : short === 0 ? size - at : short;
    if (length < 8 || at + length > size) return undefined;
    const type = head.toString('latin1', 4, 8);
    if (type === 'moov') return { type, body: at + (short === 1 ? 16 : 8), end: at + length, isFirst };
    if (type === 'mdat') isFirst = false;
    at += length;
  }
  return undefined;
}

function movieTimescale(bytes: Buffer): number {
  const header = findBox(bytes, ['mvhd']);
  if (header === undefined) throw new RangeError('no mvhd');
  return bytes.readUInt32BE(header.body + (bytes.readUInt8(header.body) === 1 ? 20 : 12));
}
