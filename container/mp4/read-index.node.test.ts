import { readFile, truncate } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clicks, clip, MediaFolder } from '#container/testing/make-media.ts';
import { heldBytes } from './byte-source.ts';
import { isExact, isWhole, presentationOf, presentationTimes } from './presentation.ts';
import { readIndex } from './read-index.ts';
import { readSegmentIndex } from './segment-index.ts';

let folder: MediaFolder;

beforeAll(async () => {
  folder = await MediaFolder.open();
});

afterAll(() => folder.remove());

const H264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];

describe('an index', { timeout: 60_000 }, () => {
  it.each([
    ['with B-frames and an edit list', [...H264, '-bf', '3', '-g', '12', '-c:a', 'aac']],
    [
      'without B-frames, written first',
      [...H264, '-bf', '0', '-movflags', '+faststart', '-c:a', 'libmp3lame'],
    ],
    ['of one sample size', [...H264, '-c:a', 'alac', '-video_track_timescale', '24000']],
    ['with FLAC', [...H264, '-c:a', 'flac', '-strict', 'experimental']],
  ])('%s says what ffprobe counts', async (_name, args) => {
    await folder.make('film.mp4', [...clip('64x36', '24', 2.5), ...clicks(2.4), ...args]);
    const index = await readIndex(folder.at('film.mp4'));
    for (const [handler, stream] of [
      ['vide', 'v'],
      ['soun', 'a'],
    ] as const) {
      const track = index?.tracks.find((one) => one.handler === handler);
      if (index === undefined || track === undefined) throw new Error('no track');
      const entries = [
        '-select_streams',
        stream,
        '-show_entries',
        'packet=pts,duration,size,pos,flags',
        '-of',
        'csv=p=0',
      ];
      const packets = String(await folder.ask('ffprobe', [...entries, 'film.mp4']))
        .split('\n')
        .map((line) => line.split(','))
        .filter((fields) => fields.length >= 5);
      const times = Array.from(presentationTimes(track), ({ time, duration }) => [time, duration]);
      expect(times).toEqual(packets.map(([pts, duration]) => [Number(pts), Number(duration)]));
      expect([...track.sizes]).toEqual(packets.map(([, , size]) => Number(size)));
      const shown = packets.filter(([, , , , flags]) => !flags?.includes('D')).length;
      // Of sound, a packet may be heard in part.
      expect(presentationOf(track)).toMatchObject(
        handler === 'vide' ? { count: shown, start: 0 } : { start: 0 },
      );
      const keyframes = packets.flatMap(([, , , , flags], sample) =>
        flags?.includes('K') ? [sample + 1] : [],
      );
      expect(track.keyframes ?? keyframes).toEqual(keyframes);
      expect(track.chunks.map(({ offset }) => offset)).toEqual(
        expect.arrayContaining([Number(packets[0]?.[3])]),
      );
      expect(isWhole(track, index.fileBytes)).toBe(true);
    }
    const pictures = index?.tracks.find((one) => one.handler === 'vide');
    expect(pictures && isExact(pictures, { numerator: 24, denominator: 1 })).toBe(true);
    expect(pictures && isExact(pictures, { numerator: 24_000, denominator: 1001 })).toBe(false);
  });

  it('is not found where it is cut off or was never there', async () => {
    await folder.make('cut.mp4', [...clip('64x36', '24', 1), ...H264]);
    const whole = await readIndex(folder.at('cut.mp4'));
    await truncate(folder.at('cut.mp4'), (whole?.fileBytes ?? 0) - 40);
    expect(await readIndex(folder.at('cut.mp4'))).toBeUndefined();
    await folder.make('song.mp3', clicks(1));
    expect(await readIndex(folder.at('song.mp3'))).toBeUndefined();
  });

  it('of a file with media cut off behind it says that the file is not whole', async () => {
    await folder.make('first.mp4', [...clip('64x36', '24', 1), ...H264, '-movflags', '+faststart']);
    const index = await readIndex(folder.at('first.mp4'));
    const [track] = index?.tracks ?? [];
    expect(index?.isFirst).toBe(true);
    expect(track && isWhole(track, (index?.fileBytes ?? 0) - 1)).toBe(false);
  });
});

describe('a segment', { timeout: 60_000 }, () => {
  it.each([
    ['of even frames without B-frames', [...clip('64x36', '24', 1), ...H264, '-bf', '0'], 24],
    ['with B-frames', [...clip('64x36', '24', 1), ...H264, '-bf', '2'], undefined],
    ['with sound', [...clip('64x36', '24', 1), ...clicks(1), ...H264, '-bf', '0'], undefined],
    ['of another codec', [...clip('64x36', '24', 1), '-c:v', 'mpeg4'], undefined],
    [
      'of uneven frames',
      [...clip('64x36', '24', 1), ...H264, '-bf', '0', '-vf', 'setpts=N*N/24/TB', '-vsync', 'vfr'],
      undefined,
    ],
  ])('%s', async (_name, args, frames) => {
    await folder.make('segment.mp4', args);
    expect((await readSegmentIndex(heldBytes([await readFile(folder.at('segment.mp4'))])))?.frames).toBe(
      frames,
    );
  });
});
