import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FileServer } from '#container/testing/file-server.ts';
import { clicks, clip, FAST_H264, MediaFolder } from '#container/testing/make-media.ts';
import { MediaProcess } from '#container/testing/media-process.ts';
import { pictureOf } from '#container/testing/picture.ts';
import { readLimits, sizeInWords, spanInWords } from './limits.ts';

const files = new FileServer();
let folder: MediaFolder;

beforeAll(async () => {
  folder = await MediaFolder.open();
  await files.start();
  const noise = ['-f', 'lavfi', '-i', 'nullsrc=size=640x360:rate=24:duration=1,geq=random(1)*255:128:128'];
  files.give('/noise.mp4', await folder.make('noise.mp4', [...noise, ...FAST_H264]));
  files.give('/song.mp3', await folder.make('song.mp3', clicks(4)));
  files.give(
    '/film.mp4',
    await folder.make('film.mp4', [...clip('64x48', '24', 4), ...clicks(4), ...FAST_H264]),
  );
}, 60_000);

afterAll(async () => {
  await files.stop();
  await folder.remove();
});

const probe = (path: string, expected: string) => ({
  kind: 'probe',
  input: files.url(path),
  expect: expected,
});

/** A picture of noise, played again and again: much to encode and much to write. */
function conform(frames: number, size: { width: number; height: number }) {
  return {
    ...{
      kind: 'conform',
      picture: pictureOf(files.url('/noise.mp4'), frames),
      fromFrame: 0,
      frames,
      ...size,
    },
    frameRate: { numerator: 24, denominator: 1 },
    output: { url: files.url('/out.mp4'), contentType: 'video/mp4' },
  };
}

const HD = { width: 1920, height: 1080 };
const SMALL = { width: 640, height: 360 };

describe('a limit', { timeout: 60_000 }, () => {
  it.each<[string, string, () => object, string, RegExp]>([
    [
      'MEDIA_MAX_INPUT_BYTES',
      '1000',
      () => probe('/song.mp3', 'audio'),
      'input-too-large',
      /larger than 1 KiB. Send a/,
    ],
    [
      'MEDIA_MAX_OUTPUT_BYTES',
      '100000',
      () => conform(24, SMALL),
      'input-too-large',
      /result would be larger than 98 KiB. Ask for a smaller picture, or a shorter film/,
    ],
    [
      'MEDIA_MAX_WORK_BYTES',
      '20000',
      () => probe('/song.mp3', 'audio'),
      'input-too-large',
      /more than 20 KiB of files/,
    ],
    [
      'MEDIA_MAX_WORK_BYTES',
      '3000000',
      () => conform(100_000, HD),
      'input-too-large',
      /more than 2.9 MiB of files/,
    ],
    [
      'MEDIA_MAX_MEMORY_BYTES',
      String(96 * 1024 ** 2),
      () => conform(100, HD),
      'input-too-large',
      /more than 96 MiB of memory. Send one with fewer pixels/,
    ],
    [
      'MEDIA_MAX_CPU_SECONDS',
      '1',
      () => conform(100_000, HD),
      'timeout',
      /more than a second of processor time/,
    ],
    [
      'MEDIA_MAX_JOB_SECONDS',
      '1',
      () => conform(100_000, HD),
      'timeout',
      /job took longer than a second. Send/,
    ],
    [
      'MEDIA_MAX_DURATION_SECONDS',
      '3',
      () => probe('/song.mp3', 'audio'),
      'input-too-large',
      /longer than 3 seconds/,
    ],
    [
      'MEDIA_MAX_PIXELS',
      '3000',
      () => probe('/film.mp4', 'video'),
      'input-too-large',
      /64 by 48 pixels; at most 0.003/,
    ],
    [
      'MEDIA_MAX_STREAMS',
      '1',
      () => probe('/film.mp4', 'video'),
      'input-too-large',
      /has 2 tracks; at most 1/,
    ],
  ])('%s of %s bites, and says what to do', async (name, value, spec, code, words) => {
    files.stored.clear();
    const media = await MediaProcess.start(folder.at('work'), { [name]: value });
    try {
      const { status, error } = await media.run('over', spec());
      expect({ status, ...error }).toMatchObject({
        status: 'failed',
        code,
        message: expect.stringMatching(words),
      });
      expect([...files.stored.keys()]).toEqual([]);
      expect((await media.request('/health')).status).toBe(200);
    } finally {
      expect(await media.stop()).toBe(0);
    }
  });

  it('is not met by what is usual', async () => {
    const media = await MediaProcess.start(folder.at('work'));
    try {
      const views = await Promise.all([
        media.run('film', conform(12, HD)),
        media.run('song', probe('/song.mp3', 'audio')),
      ]);
      expect(views.map(({ error }) => error)).toEqual([null, null]);
    } finally {
      await media.stop();
    }
  });

  it('that is no number keeps the service from starting', () => {
    expect(() => readLimits({ MEDIA_MAX_PIXELS: 'many' })).toThrow(/MEDIA_MAX_PIXELS/);
    expect(() => readLimits({ MEDIA_MAX_PIXELS: '100000001' })).toThrow(/MEDIA_MAX_PIXELS/);
  });

  it.each([
    [1024, '1 KiB'],
    [1.5 * 1024 ** 3, '1536 MiB'],
    [2.5 * 1024 ** 3, '2.5 GiB'],
  ])('of %i bytes is %s', (bytes, words) => expect(sizeInWords(bytes)).toBe(words));

  it.each([
    [1, 'a second'],
    [600, '10 minutes'],
    [9000, '2.5 hours'],
  ])('of %i seconds is %s', (seconds, words) => expect(spanInWords(seconds)).toBe(words));
});
