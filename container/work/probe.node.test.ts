import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FileServer } from '#container/testing/file-server.ts';
import {
  clicks,
  clip,
  FAST_H264,
  MediaFolder,
  pngBomb,
  turnedClockwise,
} from '#container/testing/make-media.ts';
import { MediaProcess } from '#container/testing/media-process.ts';
import { oriented } from '#container/testing/oriented-pictures.ts';
import type { MediaClass, MediaJobView } from '#contracts/media.ts';

const files = new FileServer();
let folder: MediaFolder;
let media: MediaProcess;
let count = 0;

beforeAll(async () => {
  folder = await MediaFolder.open();
  await files.start();
  media = await MediaProcess.start(folder.path);
}, 30_000);

afterAll(async () => {
  await media.stop();
  await files.stop();
  await folder.remove();
});

function probe(bytes: Buffer, expected: MediaClass): Promise<MediaJobView> {
  count += 1;
  const input = files.give(`/input-${count}`, bytes);
  return media.run(`probe-${count}`, { kind: 'probe', input, expect: expected });
}

describe('probe of songs', { timeout: 30_000 }, () => {
  it.each([
    ['song.mp3', ['-c:a', 'libmp3lame', '-b:a', '64k'], 'mp3', 'mp3'],
    ['song.wav', [], 'wav', 'pcm_s16le'],
    ['song.ogg', ['-c:a', 'libvorbis'], 'ogg', 'vorbis'],
    ['song.opus', ['-c:a', 'libopus', '-ar', '48000'], 'ogg', 'opus'],
    ['song.m4a', ['-c:a', 'aac'], 'mov,mp4,m4a,3gp,3g2,mj2', 'aac'],
    ['song.flac', [], 'flac', 'flac'],
    ['song.aac', ['-c:a', 'aac', '-f', 'adts'], 'aac', 'aac'],
    ['song.mka', ['-c:a', 'libvorbis'], 'matroska,webm', 'vorbis'],
  ])('%s is measured', async (name, args, format, codec) => {
    const bytes = await folder.make(name, [...clicks(3), ...args]);
    const { result, error } = await probe(bytes, 'audio');
    expect(error).toBeNull();
    expect(result).toMatchObject({ kind: 'probe', format, sizeBytes: bytes.length, video: null });
    if (result?.kind !== 'probe') throw new Error('no probe result');
    expect(result.audio?.codec).toBe(codec);
    expect(Math.abs(result.durationSeconds - 3)).toBeLessThan(0.11);
  });

  it('takes the duration of a VBR MP3 without a Xing header from its packets', async () => {
    const quietThenLoud = ['-f', 'lavfi', '-i', "aevalsrc=exprs='random(0)*gt(t\\,30)':s=44100:d=60"];
    const bytes = await folder.make('vbr.mp3', [
      ...quietThenLoud,
      '-q:a',
      '5',
      '-write_xing',
      '0',
      '-id3v2_version',
      '0',
    ]);
    const stated = await folder.ask('ffprobe', [
      '-show_entries',
      'format=duration',
      '-of',
      'csv=p=0',
      'vbr.mp3',
    ]);
    expect(Math.abs(Number(stated) - 60), 'the header misleads').toBeGreaterThan(5);
    const { result } = await probe(bytes, 'audio');
    if (result?.kind !== 'probe') throw new Error('no probe result');
    expect(Math.abs(result.durationSeconds - 60)).toBeLessThan(0.1);
  });

  it('finds an MP3 that starts within a frame and carries no header', async () => {
    const bytes = await folder.make('raw.mp3', [...clicks(2), '-write_xing', '0', '-id3v2_version', '0']);
    const { result } = await probe(bytes.subarray(100), 'audio');
    expect(result).toMatchObject({ format: 'mp3', audio: { codec: 'mp3' } });
  });

  it('does not take a cover picture for a picture track', async () => {
    const cover = [
      '-f',
      'lavfi',
      '-i',
      'testsrc=size=64x64:duration=0.04',
      '-map',
      '0',
      '-map',
      '1',
      '-frames:v',
      '1',
    ];
    const args = [
      ...clicks(1),
      ...cover,
      '-c:v',
      'png',
      '-disposition:v',
      'attached_pic',
      '-id3v2_version',
      '3',
    ];
    const bytes = await folder.make('cover.mp3', args);
    expect((await probe(bytes, 'audio')).result).toMatchObject({ audio: { codec: 'mp3' }, video: null });
    expect((await probe(bytes, 'video')).error?.code).toBe('input-wrong-kind');
  });
});

describe('probe of clips and pictures', { timeout: 30_000 }, () => {
  it('counts frames, and names rate and rotation', async () => {
    const args = [...clip('128x96', '30000/1001', 1), ...clicks(1), ...FAST_H264];
    const { result } = await probe(turnedClockwise(await folder.make('upright.mp4', args)), 'video');
    expect(result).toMatchObject({
      audio: { codec: 'aac' },
      video: {
        codec: 'h264',
        width: 128,
        height: 96,
        frames: 30,
        frameRate: { numerator: 30_000, denominator: 1001 },
      },
    });
    if (result?.kind !== 'probe') throw new Error('no probe result');
    expect(result.video?.rotationDegrees).toBe(90);
  });

  it.each(['png', 'jpg', 'webp', 'gif'])('measures a %s picture', async (type) => {
    const bytes = await folder.make(`picture.${type}`, [...clip('62x46', '1', 1), '-frames:v', '1']);
    const { result } = await probe(bytes, 'image');
    expect(result).toMatchObject({
      durationSeconds: 0,
      audio: null,
      video: { width: 62, height: 46, frames: 1 },
    });
  });

  it.each([
    ['jpeg', 6, 90],
    ['png', 6, 90],
    ['webp', 8, 270],
    ['tiff', 7, 90],
    ['png', 4, 180],
    ['webp', 2, 0],
  ] as const)(
    'tells how a lying %s of orientation %i is turned',
    async (kind, orientation, rotationDegrees) => {
      const still = await folder.make(`lying.${kind}`, [...clip('64x36', '1', 1), '-frames:v', '1']);
      const { result } = await probe(oriented(kind, still, orientation), 'image');
      expect(result).toMatchObject({ video: { width: 64, height: 36, rotationDegrees } });
    },
  );

  it.each([
    [12_000, 9_000],
    [20_000, 20_000],
  ])('refuses a picture of %i by %i pixels from its header', async (width, height) => {
    expect((await probe(pngBomb(width, height), 'image')).error).toEqual({
      code: 'input-too-large',
      message: 'The picture has more than 100 megapixels.',
    });
  });

  it('refuses more pixels than asked for before it decodes one', async () => {
    count += 1;
    const input = files.give(`/input-${count}`, pngBomb(4_000, 3_000));
    const spec = { kind: 'probe', input, expect: 'image', maxPixels: 11_999_999 } as const;
    expect((await media.run(`probe-${count}`, spec)).error).toEqual({
      code: 'input-too-large',
      message: 'The picture is 4000 by 3000 pixels; at most 11999999 are taken in all.',
    });
  });
});

/** The start of a HEIF file of that brand (ISO/IEC 23008-12). */
function heif(brand: string): Buffer {
  return Buffer.concat([
    Buffer.from(`\0\0\0\x18ftyp${brand}\0\0\0\0mif1heic`, 'latin1'),
    Buffer.from('\0\0\0\x10meta\0\0\0\0\0\0\0\0\0\0\0\x0cmdat1234', 'latin1'),
  ]);
}

describe('probe of pictures that are not read', { timeout: 30_000 }, () => {
  it.each([
    ['heic', 'a HEIC picture'],
    ['hevc', 'a HEIC picture'],
    ['mif1', 'a HEIF picture'],
    ['msf1', 'a HEIF picture'],
    ['heim', 'a HEIF picture'],
    ['MiHE', 'a HEIF picture'],
  ])('says of the brand %s that it is %s, and what to send', async (brand, label) => {
    expect((await probe(heif(brand), 'image')).error).toEqual({
      code: 'input-unreadable',
      message: `The file is ${label}, which cannot be read. Use JPEG, PNG or WebP.`,
    });
    expect((await probe(heif(brand), 'video')).error).toEqual({
      code: 'input-wrong-kind',
      message: `The file is ${label}, not a video clip.`,
    });
  });

  it('says the same of an AVIF that an encoder made', async () => {
    const encoder = ['-c:v', 'libaom-av1', '-still-picture', '1', '-cpu-used', '8', '-pix_fmt', 'yuv420p'];
    const avif = await folder.make('still.avif', [...clip('64x36', '1', 1), '-frames:v', '1', ...encoder]);
    expect((await probe(avif, 'image')).error?.message).toBe(
      'The file is an AVIF picture, which cannot be read. Use JPEG, PNG or WebP.',
    );
  });

  it('names the kinds that are read where the file is of none that it knows', async () => {
    expect((await probe(Buffer.from('%PDF-1.7\n'), 'image')).error?.message).toBe(
      'The file is a file of type PDF, not a picture. Use JPEG, PNG or WebP.',
    );
  });
});

describe('probe of what is something else', { timeout: 30_000 }, () => {
  it.each<[string, Buffer | string, MediaClass, string, RegExp]>([
    ['nothing', '', 'audio', 'input-unreadable', /is empty/],
    [
      'a playlist',
      '#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n',
      'audio',
      'input-unreadable',
      /a playlist, not a song/,
    ],
    [
      'an SVG',
      '<svg xmlns="http://www.w3.org/2000/svg"/>',
      'image',
      'input-unreadable',
      /an SVG drawing, not a picture/,
    ],
    ['a text', 'Dear all,\nhere is the song.', 'audio', 'input-unreadable', /a text, not a song/],
    [
      'noise',
      Buffer.from([...Array(4000).keys()].map((n) => (n * n * 31 + (n >> 3)) % 251)),
      'audio',
      'input-unreadable',
      /unknown/,
    ],
    ['a PDF', '%PDF-1.7\n', 'audio', 'input-unreadable', /type PDF/],
  ])('%s is refused', async (_name, content, expected, code, message) => {
    const { status, error } = await probe(Buffer.from(content), expected);
    expect(status).toBe('failed');
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it('says that a PNG named like a song is a picture', async () => {
    const bytes = await folder.make('song.png', [...clip('16x16', '1', 1), '-frames:v', '1']);
    expect((await probe(bytes, 'audio')).error).toEqual({
      code: 'input-wrong-kind',
      message: 'The file is a PNG picture, not a song.',
    });
  });

  it('says that a song is no clip and a silent clip no song', async () => {
    const song = await folder.make('only.m4a', clicks(1));
    const silent = await folder.make('silent.mp4', [...clip('64x64', '10', 1), ...FAST_H264]);
    expect((await probe(song, 'video')).error?.code).toBe('input-wrong-kind');
    expect((await probe(silent, 'audio')).error).toMatchObject({
      code: 'input-wrong-kind',
      message: expect.stringMatching(/no sound/),
    });
  });

  it('refuses an MP4 that lost its index', async () => {
    await folder.make('whole.mp4', [...clip('64x64', '10', 2), ...FAST_H264]);
    const bytes = await readFile(folder.at('whole.mp4'));
    expect((await probe(bytes.subarray(0, bytes.length / 2), 'video')).error?.code).toBe('input-unreadable');
  });
});
