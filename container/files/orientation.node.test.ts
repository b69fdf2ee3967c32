import { writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MediaFolder, pngChunk } from '#container/testing/make-media.ts';
import { exifOf, oriented } from '#container/testing/oriented-pictures.ts';
import { readOrientation } from './orientation.ts';
import { readPngChunks } from './png-chunks.ts';

let folder: MediaFolder;

beforeAll(async () => {
  folder = await MediaFolder.open();
});

afterAll(() => folder.remove());

async function orientationOf(bytes: Buffer, demuxer: string) {
  await writeFile(folder.at('picture'), bytes);
  return readOrientation(folder.at('picture'), demuxer);
}

const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffda', 'hex');
const WEBP = Buffer.from('RIFF    WEBPVP8L\x03\0\0\0abc\0', 'latin1');

function changed(bytes: Buffer, at: number, value: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(value, at);
  return copy;
}

const XMP = Buffer.concat([Buffer.from('ffe10008', 'hex'), Buffer.from('http:/', 'latin1')]);
const NAMED = Buffer.concat([Buffer.from('EXIF\x20\0\0\0Exif\0\0', 'latin1'), exifOf(4)]);

describe('the orientation of a still', () => {
  it.each<[string, string, Buffer, number | undefined]>([
    ['a JPEG', 'jpeg_pipe', oriented('jpeg', JPEG, 6), 6],
    [
      'a JPEG whose marks are padded',
      'jpeg_pipe',
      Buffer.concat([
        JPEG.subarray(0, 20),
        Buffer.from('ffff', 'hex'),
        oriented('jpeg', JPEG, 3).subarray(2),
      ]),
      3,
    ],
    [
      'a JPEG with EXIF behind its JFIF header',
      'jpeg_pipe',
      Buffer.concat([
        JPEG.subarray(0, 20),
        oriented('jpeg', JPEG.subarray(0, 2), 5).subarray(2),
        JPEG.subarray(20),
      ]),
      5,
    ],
    ['a JPEG with EXIF behind its pixels', 'jpeg_pipe', Buffer.concat([JPEG, oriented('jpeg', JPEG, 5)]), 1],
    [
      'a JPEG with XMP before its EXIF',
      'jpeg_pipe',
      Buffer.concat([JPEG.subarray(0, 2), XMP, oriented('jpeg', JPEG, 8).subarray(2)]),
      8,
    ],
    ['a JPEG without EXIF', 'jpeg_pipe', JPEG, 1],
    ['a WebP', 'webp_pipe', oriented('webp', WEBP, 7), 7],
    ['a WebP whose EXIF has a name', 'webp_pipe', Buffer.concat([WEBP, NAMED]), 4],
    ['a WebP without EXIF', 'webp_pipe', WEBP, 1],
    ['a TIFF of the other order of bytes', 'tiff_pipe', exifOf(2, 'MM'), 2],
    ['a number that means nothing', 'tiff_pipe', exifOf(9), 1],
    ['no number', 'tiff_pipe', exifOf(0), 1],
    ['another type', 'tiff_pipe', changed(exifOf(6), 12, 7), 1],
    ['another tag', 'tiff_pipe', changed(exifOf(6), 10, 0x13), 1],
    ['no entries', 'tiff_pipe', changed(exifOf(6), 8, 0), 1],
    ['more entries than there are bytes', 'tiff_pipe', changed(exifOf(6), 9, 255), 1],
    ['a directory behind the end', 'tiff_pipe', changed(exifOf(6), 7, 255), 1],
    ['a clip', 'mov', exifOf(6), undefined],
  ])('of %s', async (_what, demuxer, bytes, orientation) => {
    expect(await orientationOf(bytes, demuxer)).toBe(orientation);
  });

  it.each([
    ['before', true],
    ['behind', false],
  ])('of a PNG lies %s its pixels', async (_where, isBefore) => {
    const [pixels, exif] = [pngChunk('IDAT', Buffer.alloc(9)), pngChunk('eXIf', exifOf(8))];
    const chunks = [pngChunk('zTXt', Buffer.alloc(0)), ...(isBefore ? [exif, pixels] : [pixels, exif])];
    await writeFile(folder.at('picture'), Buffer.concat([Buffer.alloc(8), ...chunks]));
    const { exifAt } = await readPngChunks(folder.at('picture'));
    expect(await readOrientation(folder.at('picture'), 'png_pipe', exifAt)).toBe(8);
  });

  it('is one of eight, whatever the bytes', async () => {
    const starts = {
      jpeg_pipe: oriented('jpeg', JPEG, 6),
      webp_pipe: oriented('webp', WEBP, 6),
      tiff_pipe: exifOf(6),
    };
    const places = fc.array(fc.tuple(fc.nat(60), fc.nat(255)), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.entries(starts)),
        places,
        fc.nat(80),
        async ([demuxer, whole], writes, length) => {
          const bytes = Buffer.from(whole.subarray(0, length));
          for (const [at, value] of writes) bytes[at] = value;
          expect([1, 2, 3, 4, 5, 6, 7, 8]).toContain(await orientationOf(bytes, demuxer));
        },
      ),
    );
  });
});
