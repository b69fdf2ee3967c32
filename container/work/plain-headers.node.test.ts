import { readFile, writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FileHeaders, inspectFile } from '#container/ffmpeg/inspect.ts';
import { rotationOf } from '#container/ffmpeg/rotation.ts';
import { MediaFailure } from '#container/media-failure.ts';
import { readIndex } from '#container/mp4/read-index.ts';
import { clicks, clip, FAST_H264, MediaFolder, turnedClockwise } from '#container/testing/make-media.ts';
import { workContext } from '#container/testing/work-context.ts';
import { plainHeaders } from './plain-headers.ts';

let folder: MediaFolder;

beforeAll(async () => {
  folder = await MediaFolder.open();
});

afterAll(async () => {
  await folder.remove();
});

/** What our index says of a file and what FFmpeg does, as far as a picture's cut depends on it. */
async function both(name: string) {
  const context = workContext(folder.path);
  const index = await readIndex(folder.at(name));
  const ours = index && plainHeaders(index, context.limits);
  return { ours: ours && told(ours), theirs: told(await inspectFile(context, { name, demuxer: 'mov' })) };
}

function told({ video, audio, startSeconds }: FileHeaders) {
  if (!video) return undefined;
  const { index, width, height, pix_fmt, field_order, duration, nb_frames, start_time = 0 } = video;
  const { color_space, color_transfer, color_primaries } = video;
  const [across = 1, down = 1] = (video.sample_aspect_ratio ?? '1:1').split(':').map(Number);
  return {
    ...{ index, width, height, pix_fmt, field_order, nb_frames, start_time, startSeconds },
    ...{ color_space, color_transfer, color_primaries },
    ...{ hasSound: audio !== undefined, stretch: across / down, turned: rotationOf(video) },
    duration: duration?.toFixed(3),
  };
}

const SHORT = clip('320x180', '30', 1);
const BT709 = 'colorprim=bt709:transfer=bt709:colormatrix=bt709';
const x264 = (...args: string[]) => [...SHORT, '-c:v', 'libx264', '-pix_fmt', 'yuv420p', ...args];

/** Name, arguments, and whether our index is enough. */
const CLIPS: readonly (readonly [string, string[], boolean])[] = [
  ['of the encoder as it comes, with B-frames', x264(), true],
  ['in Baseline', x264('-profile:v', 'baseline'), true],
  ['in Main', x264('-profile:v', 'main'), true],
  ['of frames cropped to its size', [...clip('322x182', '24000/1001', 1), ...FAST_H264], true],
  ['tagged BT.709', x264('-x264-params', BT709, '-color_range', 'tv'), true],
  [
    'with a box for BT.709',
    x264(...['primaries', 'trc'].flatMap((what) => [`-color_${what}`, 'bt709']), '-colorspace', 'bt709'),
    true,
  ],
  ['with its index first', x264('-movflags', '+faststart'), true],
  ['with square pixels, and saying so', x264('-vf', 'setsar=1'), true],
  ['of intra frames', x264('-g', '1'), true],
  ['of one frame', x264('-frames:v', '1'), true],
  ['with sound', [...SHORT, ...clicks(1), ...FAST_H264], false],
  [
    'tagged BT.601',
    x264('-x264-params', 'colorprim=smpte170m:transfer=smpte170m:colormatrix=smpte170m'),
    false,
  ],
  ['in PQ', x264('-x264-params', 'colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc'), false],
  ['in full range', x264('-vf', 'scale=out_range=full', '-color_range', 'pc', '-pix_fmt', 'yuvj420p'), false],
  ['interlaced', x264('-flags', '+ilme+ildct'), false],
  ['in 10 bits', x264('-pix_fmt', 'yuv420p10le'), false],
  ['in 4:2:2', x264('-pix_fmt', 'yuv422p'), false],
  ['in 4:4:4', x264('-pix_fmt', 'yuv444p'), false],
  ['of wide pixels', x264('-vf', 'setsar=4/3'), false],
  ['that begins late', [...x264('-output_ts_offset', '0.5')], false],
  ['in fragments', x264('-movflags', '+frag_keyframe+empty_moov'), false],
  [
    'in H.265',
    [...SHORT, '-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=error'],
    false,
  ],
  ['in MPEG-4 Part 2', [...SHORT, '-c:v', 'mpeg4'], false],
];

describe('a clip', { timeout: 60_000 }, () => {
  it.each(CLIPS)(
    '%s is told by its index alone as FFmpeg tells it, or not at all',
    async (title, args, isPlain) => {
      const name = `${CLIPS.findIndex(([other]) => other === title)}.mp4`;
      await folder.make(name, args);
      const { ours, theirs } = await both(name);
      expect(ours !== undefined).toBe(isPlain);
      if (ours) expect(ours).toEqual(theirs);
    },
  );

  it('that is turned, of which an edit list shows a part, or that is cut off is left to FFmpeg', async () => {
    await folder.make('whole.mp4', [
      ...clip('320x180', '30', 3),
      '-c:v',
      'libx264',
      '-g',
      '30',
      '-movflags',
      '+faststart',
    ]);
    const bytes = await readFile(folder.at('whole.mp4'));
    await writeFile(folder.at('turned.mp4'), turnedClockwise(bytes));
    await writeFile(folder.at('short.mp4'), bytes.subarray(0, bytes.length - 100));
    await folder.make('part.mp4', ['-ss', '1.5', '-i', folder.at('whole.mp4'), '-c', 'copy']);
    for (const name of ['turned.mp4', 'part.mp4', 'short.mp4'])
      expect((await both(name)).ours).toBeUndefined();
    expect((await both('whole.mp4')).ours).toBeDefined();
  });

  it('is told as FFmpeg tells it, or not at all, where its index was damaged', async () => {
    await folder.make('good.mp4', x264('-movflags', '+faststart'));
    const bytes = await readFile(folder.at('good.mp4'));
    const change = fc.tuple(
      fc.integer({ min: 8, max: bytes.indexOf('mdat') - 1 }),
      fc.integer({ min: 1, max: 255 }),
    );
    const isTold = async ([at, by]: [number, number]) => {
      const changed = Buffer.from(bytes);
      changed.writeUInt8((bytes.readUInt8(at) + by) % 256, at);
      await writeFile(folder.at('damaged.mp4'), changed);
      const headers = await both('damaged.mp4').catch((error: unknown) => {
        // Whoever reads the frames says the same.
        if (error instanceof MediaFailure) return undefined;
        throw error;
      });
      // Without parameter sets nothing is decoded, whatever the rest says.
      if (headers?.ours && headers.theirs?.pix_fmt !== undefined)
        expect(headers.ours).toEqual(headers.theirs);
    };
    await fc.assert(fc.asyncProperty(change, isTold), { numRuns: 60 });
  });

  it('is turned as its film is', async () => {
    const bytes = await folder.make('upright.mp4', x264('-movflags', '+faststart'));
    const matrix = bytes.indexOf('mvhd') + 4 + 36;
    for (const [place, value] of [0, 0x10000, 0, -0x10000, 0].entries())
      bytes.writeInt32BE(value, matrix + place * 4);
    await writeFile(folder.at('turned-film.mp4'), bytes);
    const { ours, theirs } = await both('turned-film.mp4');
    expect([ours, theirs?.turned]).toEqual([undefined, 90]);
  });
});
