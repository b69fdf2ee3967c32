import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conformArguments } from '#container/ffmpeg/arguments/conform.ts';
import { runFfmpeg } from '#container/ffmpeg/ffmpeg.ts';
import { FileServer } from '#container/testing/file-server.ts';
import { clip, MediaFolder } from '#container/testing/make-media.ts';
import { pictureOf } from '#container/testing/picture.ts';
import { workContext } from '#container/testing/work-context.ts';
import { openPicture, refuseMissingFrames } from './open-picture.ts';
import { readyLarge } from './ready-pictures.ts';

const FILM = { frameRate: { numerator: 24, denominator: 1 }, width: 320, height: 180 };
const DEEP_HDR = ['-color_primaries', 'bt2020', '-color_trc', 'smpte2084', '-colorspace', 'bt2020nc'];
/** Held at its end: the clip gives 30 of these frames. */
const CUT = { fromFrame: 4, frames: 32 };
const FRAME_BYTES = 640 * 360 * 3;

let folder: MediaFolder;
const files = new FileServer();

beforeAll(async () => {
  folder = await MediaFolder.open();
  await files.start();
});

afterAll(async () => {
  await files.stop();
  await folder.remove();
});

describe('a large picture', { timeout: 60_000 }, () => {
  it('becomes the same segment, byte for byte, in two steps as in one', async () => {
    const deep = ['-pix_fmt', 'yuv420p10le', '-preset', 'ultrafast', '-c:v', 'libx264', ...DEEP_HDR];
    const bytes = await folder.make('given.mp4', [...clip('640x360', '30', 1.42), ...deep]);
    const context = workContext(folder.path);
    const picture = pictureOf(files.give('/clip', bytes), 40);
    const open = await openPicture(context, picture, CUT, FILM, 'clip');
    expect(open.frameBytes).toBe(FRAME_BYTES);

    const segmentOf = async (large: number) => {
      const [plan = open.plan] = await readyLarge([open], FILM, large, context, 60);
      const names = { output: `${large}.mp4`, findings: `${large}.txt` };
      await runFfmpeg(context, {
        args: conformArguments({ picture: plan, film: FILM, threads: 1, ...names }),
        timeoutSeconds: 60,
      });
      await refuseMissingFrames(context, plan);
      return { ready: plan.ready, segment: await readFile(folder.at(names.output)) };
    };
    const atOnce = await segmentOf(FRAME_BYTES + 1);
    const inTurn = await segmentOf(FRAME_BYTES);
    expect(atOnce.ready).toBeNull();
    expect(inTurn.ready).toEqual({ name: 'clip-ready.nut', demuxer: 'nut' });
    expect(inTurn.segment.equals(atOnce.segment)).toBe(true);
  });
});
