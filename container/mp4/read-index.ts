import { open } from 'node:fs/promises';
import { type Box, boxesIn, findBox } from './boxes.ts';
import { type ByteSource, fileBytes, readPart } from './byte-source.ts';
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
  /** Ticks per second of the film's own clock, which its headers and edit lists count in. */
  timescale: number;
  tracks: Track[];
}

/** Three hours at 60 frames a second take 8 MB. */
const MAX_INDEX_BYTES = 64e6;

/** Reads a file's index and nothing else of it; undefined where it is no MP4, or its index is damaged. */
export async function readIndex(path: string): Promise<Mp4Index | undefined> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    return await readIndexOf(fileBytes(file, size));
  } finally {
    await file.close();
  }
}

/** Reads the index of bytes, as {@link readIndex} does of a file. */
export async function readIndexOf(source: ByteSource): Promise<Mp4Index | undefined> {
  try {
    const place = await findIndex(source);
    if (place === undefined || place.end - place.body > MAX_INDEX_BYTES) return undefined;
    // Copied: the index is still looked at when what it was read from is given up.
    const bytes = Buffer.from(await readPart(source, place.body, place.end));
    const timescale = movieTimescale(bytes);
    const tracks = boxesIn(bytes)
      .filter((box) => box.type === 'trak')
      .map((box) => readTrack(bytes, box, timescale));
    return { bytes, at: place.body, isFirst: place.isFirst, fileBytes: source.size, timescale, tracks };
  } catch (error) {
    // A table that is shorter than it says.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

async function findIndex(source: ByteSource): Promise<(Box & { isFirst: boolean }) | undefined> {
  const { size } = source;
  let isFirst = true;
  for (let at = 0; at + 8 <= size; ) {
    const head = await readPart(source, at, at + 16);
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
