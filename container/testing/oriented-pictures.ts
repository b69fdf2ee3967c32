import { pngChunk } from './make-media.ts';

export type OrientedKind = 'jpeg' | 'png' | 'webp' | 'tiff';

/** A picture that FFmpeg made, with an EXIF that says how it is to be shown (1 to 8). */
export function oriented(kind: OrientedKind, picture: Buffer, orientation: number): Buffer {
  return WITH[kind](picture, orientation);
}

/** Of 64 by 36 pixels, with EXIF (RFC 9649, 2.7). */
const EXTENDED_HEADER = Buffer.from([8, 0, 0, 0, 63, 0, 0, 35, 0, 0]);

const WITH: Readonly<Record<OrientedKind, (picture: Buffer, orientation: number) => Buffer>> = {
  jpeg: (jpeg, orientation) => {
    const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exifOf(orientation)]);
    const segment = Buffer.concat([Buffer.from([0xff, 0xe1, 0, exif.length + 2]), exif]);
    return Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]);
  },
  // Behind the header, which is 13 bytes long.
  png: (png, orientation) => {
    const chunk = pngChunk('eXIf', exifOf(orientation, 'MM'));
    return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]);
  },
  webp: (webp, orientation) => {
    const chunks = [webp.subarray(12), riffChunk('EXIF', exifOf(orientation))];
    // The extended header is the first chunk, unless the picture is a simple one, which has no alpha.
    if (webp.toString('latin1', 12, 16) !== 'VP8X') chunks.unshift(riffChunk('VP8X', EXTENDED_HEADER));
    return riffChunk('RIFF', Buffer.concat([Buffer.from('WEBP', 'latin1'), ...chunks]));
  },
  tiff: (tiff, orientation) => {
    const at = tiff.readUInt32LE(4);
    const count = tiff.readUInt16LE(at);
    const entries = Array.from({ length: count }, (_, entry) =>
      tiff.subarray(at + 2 + entry * 12, at + 14 + entry * 12),
    ).filter((entry) => entry.readUInt16LE(0) !== 0x112);
    entries.push(exifOf(orientation).subarray(10, 22));
    entries.sort((one, other) => one.readUInt16LE(0) - other.readUInt16LE(0));
    const directory = Buffer.alloc(2);
    directory.writeUInt16LE(entries.length);
    const padded = Buffer.concat([tiff, Buffer.alloc(tiff.length % 2)]);
    padded.writeUInt32LE(padded.length, 4);
    return Buffer.concat([padded, directory, ...entries, Buffer.alloc(4)]);
  },
};

/** A directory of one entry, in either order of bytes (TIFF 6.0, section 2). */
export function exifOf(orientation: number, order: 'II' | 'MM' = 'II'): Buffer {
  const bytes = Buffer.alloc(26);
  const little = order === 'II';
  const u16 = (value: number, at: number) =>
    little ? bytes.writeUInt16LE(value, at) : bytes.writeUInt16BE(value, at);
  const u32 = (value: number, at: number) =>
    little ? bytes.writeUInt32LE(value, at) : bytes.writeUInt32BE(value, at);
  bytes.write(order, 0, 'latin1');
  u16(42, 2);
  u32(8, 4);
  u16(1, 8);
  u16(0x112, 10);
  u16(3, 12);
  u32(1, 14);
  u16(orientation, 18);
  return bytes;
}

function riffChunk(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 0, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}
