import { type FileHandle, open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import { MediaFailure } from '#container/media-failure.ts';
import { readAt } from './read-at.ts';

const unpack = promisify(inflate);

/** Far more than any colour profile or comment. */
const MOST_TEXT_BYTES = 16 * 1024 ** 2;
/** Samples per pixel by colour type (PNG specification, 11.2.1). */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
/** Deflate packs a thousandfold at best: with so much to spare, what unpacks for nothing is 64 MiB. */
const SPARE_BYTES = 64 * 1024;

interface Chunk {
  type: string;
  /** Where its data begin, and how many they are. */
  start: number;
  length: number;
}

/**
 * Reads a PNG's chunks, and answers where its EXIF begins, if it has one. Refuses one that unpacks to far more than its
 * pixels, which FFmpeg would do to the end: pixel data beyond what its size takes, or a comment or colour profile of a
 * gigabyte. Throws `input-too-large`.
 */
export async function readPngChunks(path: string): Promise<{ exifAt: number | undefined }> {
  const file = await open(path);
  try {
    let room = Number.POSITIVE_INFINITY;
    let exifAt: number | undefined;
    for await (const chunk of chunksOf(file)) {
      if (chunk.type === 'IHDR') room = mostPackedBytes(await read(file, chunk));
      if (chunk.type === 'IDAT') room -= chunk.length;
      if (room < 0) throw bomb();
      if (chunk.type === 'zTXt' || chunk.type === 'iCCP') await refuseLongText(await read(file, chunk));
      if (chunk.type === 'eXIf') exifAt ??= chunk.start;
    }
    return { exifAt };
  } finally {
    await file.close();
  }
}

/** The chunks as far as the file reaches; what is broken ends it, and is FFmpeg's to judge. */
async function* chunksOf(file: FileHandle): AsyncGenerator<Chunk> {
  const { size } = await file.stat();
  const head = Buffer.alloc(8);
  for (let at = 8; at + 12 <= size; ) {
    await file.read(head, 0, 8, at);
    const chunk = { type: head.toString('latin1', 4), start: at + 8, length: head.readUInt32BE(0) };
    yield chunk;
    at = chunk.start + chunk.length + 4;
  }
}

async function read(file: FileHandle, { start, length }: Chunk): Promise<Buffer> {
  if (length > MOST_TEXT_BYTES) throw bomb();
  return readAt(file, start, length);
}

/** No encoder's deflate makes pixels longer than they are; interlacing adds a byte to some rows. */
function mostPackedBytes(header: Buffer): number {
  if (header.length < 13) return Number.POSITIVE_INFINITY;
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const bits = header.readUInt8(8) * (SAMPLES[header.readUInt8(9)] ?? 4);
  return (1 + Math.ceil((width * bits) / 8)) * height * 1.1 + height * 8 + SPARE_BYTES;
}

/** A name, a zero, the method, and then deflated data. */
async function refuseLongText(data: Buffer): Promise<void> {
  try {
    await unpack(data.subarray(data.indexOf(0) + 2), { maxOutputLength: MOST_TEXT_BYTES });
  } catch (error) {
    const isTooLong = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    // What does not unpack at all is passed over by decoders as well.
    if (isTooLong) throw bomb();
  }
}

function bomb(): MediaFailure {
  const message = 'The PNG picture unpacks to far more than its pixels. Export it anew.';
  return new MediaFailure('input-too-large', message);
}
