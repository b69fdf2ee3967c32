import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SNIFF_BYTES, sniffMedia } from './sniff.ts';

const bytes = (...parts: (string | number[] | Uint8Array)[]) =>
  new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part as Uint8Array))));
const filler = (length: number) => new Uint8Array(length);

/** A frame of silence-like bytes with a header of its own. */
const frame = (header: number[], length: number) => bytes(header, filler(length - header.length));
// MPEG-1 layer III, 128 kbit/s, 44.1 kHz: 417 bytes.
const MP3 = frame([0xff, 0xfb, 0x90, 0x64], 417);
// MPEG-2 layer III, 64 kbit/s, 22.05 kHz: 208 bytes.
const MP3_LOW = frame([0xff, 0xf3, 0x80, 0xc4], 208);
// ADTS, AAC LC, 44.1 kHz, stereo, a frame of 200 bytes.
const ADTS = frame([0xff, 0xf1, 0x50, 0x80, 200 >> 3, ((200 & 7) << 5) | 0x1f, 0xfc], 200);
const id3 = (size: number) => bytes('ID3', [4, 0, 0, 0, 0, (size >> 7) & 127, size & 127]);
const box = (type: string, content: Uint8Array) => bytes([0, 0, 0, 8 + content.length], type, content);
const chunk = (type: string, content: Uint8Array) =>
  bytes([0, 0, content.length >> 8, content.length & 255], type, content, [0, 0, 0, 0]);
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const oggPage = (content: Uint8Array) =>
  bytes('OggS', [0, 2], filler(8), filler(4), filler(4), filler(4), [1, content.length], content);

describe('what a file is by its first bytes', () => {
  test.each<[string, Uint8Array, string | RegExp, string]>([
    ['MP3 without a tag', bytes(MP3, MP3, MP3), 'audio/mpeg', 'audio'],
    ['MP3 of a low rate', bytes(MP3_LOW, MP3_LOW), 'audio/mpeg', 'audio'],
    ['MP3 after a short tag', bytes(id3(20), filler(20), MP3, MP3), 'audio/mpeg', 'audio'],
    ['MP3 behind cover art', bytes(id3(16_000), filler(16_000), MP3), 'audio/mpeg', 'audio'],
    ['MP3 after padding', bytes(filler(900), MP3, MP3), 'audio/mpeg', 'audio'],
    ['raw AAC', bytes(ADTS, ADTS), 'audio/aac', 'audio'],
    ['raw AAC after rubbish', bytes([7, 0xff, 1, 2, 3], ADTS, ADTS), 'audio/aac', 'audio'],
    ['WAV', bytes('RIFF', [36, 0, 0, 0], 'WAVEfmt ', filler(24)), /^audio\/.*wav/, 'audio'],
    ['WAV beyond 4 GiB', bytes('RF64', [255, 255, 255, 255], 'WAVEds64', filler(40)), 'audio/wav', 'audio'],
    [
      'WAV of broadcasters',
      bytes('BW64', [255, 255, 255, 255], 'WAVEds64', filler(40)),
      'audio/wav',
      'audio',
    ],
    ['FLAC', bytes('fLaC', [0x80, 0, 0, 34], filler(34)), /^audio\/(x-)?flac$/, 'audio'],
    ['Ogg Vorbis', oggPage(bytes([1], 'vorbis', filler(23))), /ogg/, 'audio'],
    ['Ogg Opus', oggPage(bytes('OpusHead', [1, 2], filler(9))), /ogg/, 'audio'],
    ['M4A', box('ftyp', bytes('M4A ', [0, 0, 2, 0], 'isom')), /^audio\/(x-m4a|mp4)$/, 'audio'],
    ['MP4', box('ftyp', bytes('isom', [0, 0, 2, 0], 'isomiso2avc1mp41')), 'video/mp4', 'video'],
    ['QuickTime', box('ftyp', bytes('qt  ', [0, 0, 2, 0], 'qt  ')), 'video/quicktime', 'video'],
    [
      'WebM',
      bytes([0x1a, 0x45, 0xdf, 0xa3, 0x87, 0x42, 0x82, 0x84], 'webm', [0x18, 0x53, 0x80, 0x67, 0x80]),
      'video/webm',
      'video',
    ],
    ['JPEG', bytes([0xff, 0xd8, 0xff, 0xe0, 0, 16], 'JFIF', filler(20)), 'image/jpeg', 'image'],
    ['PNG', bytes(PNG, chunk('IHDR', filler(13)), chunk('IDAT', filler(9))), 'image/png', 'image'],
    [
      'PNG with a long text before its picture',
      bytes(PNG, chunk('IHDR', filler(13)), chunk('tEXt', filler(9000)), chunk('IDAT', filler(9))),
      'image/png',
      'image',
    ],
    ['WebP', bytes('RIFF', [36, 0, 0, 0], 'WEBPVP8 ', filler(24)), 'image/webp', 'image'],
    ['GIF', bytes('GIF89a', filler(20)), 'image/gif', 'image'],
    ['a ZIP archive', bytes('PK', [3, 4, 20, 0], filler(40)), 'application/zip', 'other'],
    ['PDF', bytes('%PDF-1.7\n', filler(20)), 'application/pdf', 'other'],
  ])('%s', async (_name, file, mime, kind) => {
    const sniffed = await sniffMedia(file);
    expect(sniffed?.mime).toMatch(mime);
    expect(sniffed?.class).toBe(kind);
    // A head is all that is looked at.
    expect(await sniffMedia(file.subarray(0, SNIFF_BYTES))).toEqual(sniffed);
  });

  test.each([
    ['nothing', ''],
    ['JSON', '{"detail":"The requested resource could not be found."}'],
    ['HTML', '<!doctype html><html><body>502 Bad Gateway</body></html>'],
    ['a playlist', '#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n'],
    ['words', 'Not Found'],
    ['zeros', '\0'.repeat(5000)],
  ])('%s is not media', async (_name, content) => {
    expect(await sniffMedia(bytes(content))).toBeNull();
  });

  test('one sync word amid noise is not a song', async () => {
    expect(await sniffMedia(bytes(filler(100), MP3.subarray(0, 300), filler(600)))).toBeNull();
  });

  test('never throws', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (noise) => {
        const sniffed = await sniffMedia(noise);
        expect(sniffed === null || sniffed.mime.includes('/')).toBe(true);
      }),
    );
  });
});
