import { type FileHandle, open } from 'node:fs/promises';
import { readAt } from './read-at.ts';

/** How stored lines and columns are to be shown (EXIF 2.32, 4.6.4): 1 as they are, 2 mirrored, 6 turned clockwise, … */
export type Orientation = (typeof ORIENTATIONS)[number];
const ORIENTATIONS = [1, 2, 3, 4, 5, 6, 7, 8] as const;

/** Where a file's EXIF begins; undefined where it has none. */
type FindExif = (file: FileHandle) => Promise<number | undefined>;

/** In a TIFF, the EXIF is the file. */
const FINDERS: Readonly<Record<string, FindExif>> = {
  jpeg_pipe: findInJpeg,
  webp_pipe: findInWebp,
  tiff_pipe: () => Promise.resolve(0),
};

/** Other metadata are few; of more pieces a file is made to be slow. */
const MOST_PIECES = 200;
const [TAG_ORIENTATION, TYPE_SHORT] = [0x0112, 3];

/**
 * How a still of that demuxer says that it is to be shown; 1 where it says nothing, undefined for demuxers whose files
 * FFmpeg turns as it sees fit. FFmpeg 5.1 itself heeds the EXIF of a JPEG alone; Chromium that of a PNG, too.
 *
 * @param exifAt Where the EXIF was seen already.
 */
export async function readOrientation(
  path: string,
  demuxer: string,
  exifAt?: number,
): Promise<Orientation | undefined> {
  const find = exifAt === undefined ? FINDERS[demuxer] : () => Promise.resolve(exifAt);
  if (find === undefined) return undefined;
  const file = await open(path);
  try {
    const at = await find(file);
    return at === undefined ? 1 : await orientationAt(file, at);
  } catch (error) {
    // It points behind the end.
    if (error instanceof RangeError) return 1;
    throw error;
  } finally {
    await file.close();
  }
}

/** Of the first directory of a TIFF (TIFF 6.0, section 2), which is what an EXIF is. */
async function orientationAt(file: FileHandle, start: number): Promise<Orientation> {
  const head = await bytesAt(file, start, 8);
  const isLittle = head.toString('latin1', 0, 2) === 'II';
  const u16 = (bytes: Buffer, at: number) => (isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  if (u16(head, 2) !== 42) return 1;
  const at = start + (isLittle ? head.readUInt32LE(4) : head.readUInt32BE(4));
  const count = u16(await bytesAt(file, at, 2), 0);
  const entries = await bytesAt(file, at + 2, count * 12);
  for (let entry = 0; entry < entries.length; entry += 12) {
    if (u16(entries, entry) !== TAG_ORIENTATION || u16(entries, entry + 2) !== TYPE_SHORT) continue;
    const value = u16(entries, entry + 8);
    return ORIENTATIONS.find((each) => each === value) ?? 1;
  }
  return 1;
}

/** Segment after segment, up to the pixels (ISO/IEC 10918-1, B.1.1). */
async function findInJpeg(file: FileHandle): Promise<number | undefined> {
  let at = 2;
  for (let piece = 0; piece < MOST_PIECES; piece += 1) {
    const head = await bytesAt(file, at, 4);
    const [mark, kind] = [head.readUInt8(0), head.readUInt8(1)];
    // Marks may be padded.
    if (mark === 0xff && kind === 0xff) {
      at += 1;
      continue;
    }
    if (mark !== 0xff || kind === 0xda) return undefined;
    if (kind === 0xe1) {
      const body = await behindName(file, at + 4);
      if (body !== at + 4) return body;
    }
    at += 2 + head.readUInt16BE(2);
  }
  return undefined;
}

/** Chunk after chunk (RFC 9649, 2.3): it lies behind the pixels. */
async function findInWebp(file: FileHandle): Promise<number | undefined> {
  let at = 12;
  for (let piece = 0; piece < MOST_PIECES; piece += 1) {
    const head = await bytesAt(file, at, 8);
    if (head.toString('latin1', 0, 4) === 'EXIF') return behindName(file, at + 8);
    const length = head.readUInt32LE(4);
    at += 8 + length + (length % 2);
  }
  return undefined;
}

const NAME = 'Exif\0\0';

/** A JPEG's EXIF begins with its name, and some writers put that into a WebP as well. */
async function behindName(file: FileHandle, at: number): Promise<number> {
  const name = await bytesAt(file, at, NAME.length);
  return name.toString('latin1') === NAME ? at + NAME.length : at;
}

async function bytesAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = await readAt(file, at, length);
  if (bytes.length < length) throw new RangeError('behind the end');
  return bytes;
}
