import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UploadKind } from '#contracts/entities/index.ts';
import { wrongUpload } from './judge-upload.ts';
import { SNIFF_BYTES } from './sniff.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'judge-upload-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const TONE = ['-f', 'lavfi', '-i', 'sine=duration=1'];
const PICTURE = ['-f', 'lavfi', '-i', 'testsrc2=size=64x48:rate=10:duration=1'];
const STILL = [...PICTURE, '-frames:v', '1'];
const H264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
const VP8 = ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8'];

/** The first bytes of a file that FFmpeg made. */
async function made(name: string, args: readonly string[]): Promise<Uint8Array> {
  const file = join(folder, name);
  await promisify(execFile)('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args, file]);
  return (await readFile(file)).subarray(0, SNIFF_BYTES);
}

describe('files as FFmpeg makes them', () => {
  test.each<[UploadKind, string, string, string[]]>([
    ['song', 'a.mp3', 'audio/mpeg', TONE],
    ['song', 'a.wav', 'audio/wav', TONE],
    ['song', 'a.flac', 'audio/flac', TONE],
    ['song', 'a.m4a', 'audio/mp4', TONE],
    ['song', 'a.aac', 'audio/aac', [...TONE, '-f', 'adts']],
    ['song', 'a.ogg', 'audio/ogg', [...TONE, '-c:a', 'libvorbis']],
    ['song', 'a.opus', 'audio/ogg', [...TONE, '-c:a', 'libopus']],
    ['song', 'a.webm', 'audio/webm', [...TONE, '-c:a', 'libopus']],
    ['song', 'video.webm', 'video/webm', [...TONE, ...PICTURE, ...VP8, '-c:a', 'libopus']],
    ['song', 'brand.m4a', 'audio/x-m4a', [...TONE, '-f', 'mp4']],
    ['song', 'wav.mp3', 'audio/mpeg', [...TONE, '-f', 'wav']],
    ['song', 'large.wav', 'audio/wav', [...TONE, '-rf64', 'always']],
    ['image', 'a.png', 'image/png', STILL],
    ['image', 'a.jpg', 'image/jpeg', STILL],
    ['image', 'a.webp', 'image/webp', STILL],
    ['clip', 'a.mp4', 'video/mp4', [...PICTURE, ...H264]],
    ['clip', 'a.mov', 'video/quicktime', [...PICTURE, ...H264]],
    ['clip', 'b.webm', 'video/webm', [...PICTURE, ...VP8]],
  ])('a %s may be %s of type %s', async (kind, name, type, args) => {
    expect(await wrongUpload(kind, type, await made(name, args))).toBeNull();
  });

  test.each([0, 1_000, 3_000, 4_090, 20_000])('a song may begin with %s zeros', async (zeros) => {
    const mp3 = await made('bare.mp3', [...TONE, '-id3v2_version', '0', '-b:a', '320k']);
    const head = Buffer.concat([Buffer.alloc(zeros), mp3]).subarray(0, SNIFF_BYTES);
    expect(await wrongUpload('song', 'audio/mpeg', head)).toBeNull();
  });

  test.each<[UploadKind, string, string, string[], RegExp]>([
    ['song', 'b.png', 'audio/mpeg', STILL, /no song but a PNG picture. Send MP3, WAV/],
    ['song', 'b.mka', 'audio/webm', [...TONE, '-c:a', 'libvorbis'], /no song but a file of type/],
    ['song', 'b.aiff', 'audio/aiff', TONE, /no song but a file of type audio\/aiff/],
    ['image', 'c.gif', 'image/png', STILL, /a GIF picture, which is not taken as an image. Send PNG/],
    ['image', 'd.png', 'image/jpeg', STILL, /a PNG picture, but it was declared as image\/jpeg/],
    ['image', 'c.mp4', 'image/png', [...PICTURE, ...H264], /an MP4 video, which is not taken as an image/],
    ['image', 'animated.apng', 'image/png', [...PICTURE, '-plays', '0'], /an animated PNG/],
    ['image', 'moving.webp', 'image/webp', [...PICTURE, '-c:v', 'libwebp_anim'], /an animated WebP/],
    ['clip', 'e.png', 'video/mp4', STILL, /a PNG picture, which is not taken as a clip. Send MP4, MOV/],
    ['clip', 'c.m4a', 'video/mp4', TONE, /an M4A sound file, which is not taken as a clip/],
    [
      'clip',
      'c.mov',
      'video/mp4',
      [...PICTURE, ...H264],
      /a QuickTime video, but it was declared as video\/mp4/,
    ],
    ['clip', 'c.gif', 'video/mp4', PICTURE, /a GIF picture, which is not taken as a clip/],
  ])('a %s may not be %s of type %s', async (kind, name, type, args, words) => {
    expect(await wrongUpload(kind, type, await made(name, args))).toMatch(words);
  });
});

describe('what is no media', () => {
  test.each<[UploadKind, string, string | Uint8Array, RegExp]>([
    ['song', 'an empty file', '', /^The file is empty.$/],
    ['song', 'a playlist', '#EXTM3U\nfile:///etc/passwd\n', /no song but a playlist/],
    ['song', 'an XML playlist', '<?xml version="1.0"?>\n<smil></smil>', /no song but a playlist/],
    ['image', 'an SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>', /no image but an SVG drawing/],
    ['image', 'an SVG behind a declaration', '<?xml version="1.0"?><svg/>', /no image but an SVG drawing/],
    ['image', 'a web page', '<!doctype html><html></html>', /no image but a web page/],
    ['clip', 'a text', 'Grüße. '.repeat(2000), /no clip but a text/],
    ['clip', 'a PDF', '%PDF-1.7\n', /a PDF, which is not taken as a clip/],
    ['song', 'zeros', new Uint8Array(4000), /no song: its bytes are of no known kind/],
    ['clip', 'zeros', new Uint8Array(5000), /no clip: its bytes are of no known kind/],
    [
      'song',
      'noise behind zeros',
      new Uint8Array(5000).fill(7, 200),
      /no song: its bytes are of no known kind/,
    ],
  ])('as a %s: %s', async (kind, _name, content, words) => {
    const head = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    expect(await wrongUpload(kind, 'audio/mpeg', head.subarray(0, SNIFF_BYTES))).toMatch(words);
  });
});
