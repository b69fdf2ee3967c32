import { constants, crc32, deflateRawSync, deflateSync } from 'node:zlib';
import type { NastyFile } from './nasty-file.ts';

const GIB = 1024 ** 3;

/** Pictures that are larger than they look, or promise more than they hold. */
export function pictureFiles(): NastyFile[] {
  const row = (bytes: number) => Buffer.alloc(1 + bytes);
  const small = { width: 100, height: 100 };
  const pixels = (width: number, height: number) =>
    deflateSync(Buffer.alloc((1 + Math.ceil(width / 8)) * height));
  const latin1 = (text: string) => Buffer.from(text, 'latin1');
  const files: Readonly<Record<string, Buffer>> = {
    '20000-by-20000.png': png(20_000, 20_000, [['IDAT', pixels(20_000, 20_000)]]),
    'huge-by-header.png': png(20_000, 20_000, [['IDAT', deflateSync(row(1))]]),
    // Each of these is about a megabyte and unpacks to one GiB.
    'bomb-in-its-pixels.png': png(small.width, small.height, [['IDAT', deflatedZeros(GIB)]]),
    'bomb-in-its-text.png': png(small.width, small.height, [
      ['zTXt', Buffer.concat([latin1('Comment\0\0'), deflatedZeros(GIB)])],
      ['IDAT', pixels(small.width, small.height)],
    ]),
    'bomb-in-its-profile.png': png(small.width, small.height, [
      ['iCCP', Buffer.concat([latin1('profile\0\0'), deflatedZeros(GIB)])],
      ['IDAT', pixels(small.width, small.height)],
    ]),
    'cut-off.png': png(small.width, small.height, [['IDAT', pixels(small.width, small.height)]]).subarray(
      0,
      50,
    ),
    'huge-by-header.gif': gif(65_535, 65_535, 1),
    '100000-frames.gif': gif(16, 16, 100_000),
    'animated.webp': animatedWebp(),
  };
  return Object.entries(files).map(([name, bytes]) => ({ name, role: 'image', bytes }));
}

/** A PNG of one bit per pixel. */
function png(width: number, height: number, chunks: readonly [type: string, data: Buffer][]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  const all: typeof chunks = [['IHDR', header], ...chunks, ['IEND', Buffer.alloc(0)]];
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, ...all.map(([type, data]) => pngChunk(type, data))]);
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([head, body, check]);
}

/** A zlib stream (RFC 1950) of zeros. Made of one packed piece again and again, so that it costs no time. */
function deflatedZeros(bytes: number): Buffer {
  const piece = 16 * 1024 ** 2;
  const packed = deflateRawSync(Buffer.alloc(piece), { finishFlush: constants.Z_FULL_FLUSH });
  const pieces = Array.from({ length: bytes / piece }, () => packed);
  const check = Buffer.alloc(4);
  // Adler-32 of zeros: the sum stays 1, the sum of sums is their number.
  check.writeUInt32BE((((bytes % 65_521) << 16) | 1) >>> 0);
  return Buffer.concat([Buffer.from([0x78, 0x9c]), ...pieces, Buffer.from([0x03, 0x00]), check]);
}

/** Frames of one pixel each, on a black canvas. */
function gif(width: number, height: number, frames: number): Buffer {
  const head = Buffer.concat([Buffer.from('GIF89a', 'latin1'), Buffer.from([0, 0, 0, 0, 0x80, 0, 0])]);
  head.writeUInt16LE(width, 6);
  head.writeUInt16LE(height, 8);
  const colours = Buffer.from([0, 0, 0, 255, 255, 255]);
  const control = [0x21, 0xf9, 4, 0, 4, 0, 0, 0];
  const frame = Buffer.from([...control, 0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 0x01, 0]);
  return Buffer.concat([head, colours, ...Array.from({ length: frames }, () => frame), Buffer.from([0x3b])]);
}

/** The head of an animation of two frames (RFC 9649), whose frames hold nothing. */
function animatedWebp(): Buffer {
  const chunk = (type: string, data: readonly number[]) => {
    const size = Buffer.alloc(4);
    size.writeUInt32LE(data.length);
    return Buffer.concat([Buffer.from(type, 'latin1'), size, Buffer.from(data)]);
  };
  const frame = chunk('ANMF', [...Array.from({ length: 6 }, () => 0), 15, 0, 0, 15, 0, 0, 40, 0, 0, 0]);
  const body = Buffer.concat([
    ...[Buffer.from('WEBP', 'latin1'), chunk('VP8X', [2, 0, 0, 0, 15, 0, 0, 15, 0, 0])],
    ...[chunk('ANIM', [0, 0, 0, 0, 0, 0]), frame, frame],
  ]);
  return chunk('RIFF', [...body]);
}
