import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { temporaryDir } from '../testing.ts';
import { Drawing } from './drawing.ts';
import { imageSize } from './image-size.ts';
import { paintLandscape } from './landscape.ts';

const signal = AbortSignal.timeout(60_000);
const streamsSchema = z.object({ streams: z.array(z.record(z.string(), z.unknown())) });

function probe(file: string): z.infer<typeof streamsSchema>['streams'] {
  const args = ['-v', 'error', '-count_frames', '-show_streams', '-of', 'json', file];
  return streamsSchema.parse(JSON.parse(spawnSync('ffprobe', args, { encoding: 'utf8' }).stdout)).streams;
}

/** Grey thumbnail of a frame, for comparing what is seen. */
function thumbnail(file: string, frame = 0): readonly number[] {
  const args = [
    '-v',
    'error',
    '-i',
    file,
    '-vf',
    `select=eq(n\\,${frame}),scale=16:9:flags=area,format=gray`,
  ];
  return [...spawnSync('ffmpeg', [...args, '-frames:v', '1', '-f', 'rawvideo', '-']).stdout];
}

function meanDifference(a: readonly number[], b: readonly number[]): number {
  expect(a.length).toBe(16 * 9);
  return a.reduce((sum, value, index) => sum + Math.abs(value - (b[index] ?? 0)), 0) / a.length;
}

function colourDifference(a: Buffer, b: Buffer): number {
  return a.reduce((sum, value, index) => sum + Math.abs(value - (b[index] ?? 0)), 0) / a.length;
}

test('prompt and seed fix a picture, and either one changes it', () => {
  const paint = (prompt: string, seed: number): Buffer => paintLandscape(prompt, seed, 96, 54).toRgb24();
  const base = paint('the sea at sunset', 1);
  expect(paint('the sea at sunset', 1).equals(base)).toBe(true);
  expect(colourDifference(base, paint('the sea at sunset', 2))).toBeGreaterThan(3);
  expect(colourDifference(base, paint('a forest at night', 1))).toBeGreaterThan(25);
});

test('pictures have the size and format asked for, and a clip begins with its start picture and moves', async () => {
  const drawing = new Drawing({ stateDir: temporaryDir(), draw: 'real', ffmpegJobs: 2 });
  const wish = { prompt: "it's 50%: a 'sea' at [sunset], \\ ok", seed: 7, width: 640, height: 352, signal };
  const formats = ['webp', 'jpg', 'png'] as const;
  const pictures = await Promise.all(formats.map((format) => drawing.picture({ ...wish, format })));
  for (const { disk } of pictures) expect(imageSize(readFileSync(disk))).toEqual({ width: 640, height: 352 });
  const still = pictures[0]?.disk ?? '';
  const request = {
    prompt: 'drift',
    seed: 1,
    frames: 36,
    framesPerSecond: 24,
    shortSide: 256,
    aspectRatio: '',
    signal,
  };
  const [clip, spoken] = await Promise.all([
    drawing.clip({ ...request, start: readFileSync(still), audio: false }),
    drawing.clip({ ...request, start: undefined, framesPerSecond: 16, aspectRatio: '9:16', audio: true }),
  ]);
  expect(probe(clip.disk)).toEqual([
    expect.objectContaining({
      codec_name: 'h264',
      width: 464,
      height: 256,
      pix_fmt: 'yuv420p',
      avg_frame_rate: '24/1',
      nb_read_frames: '36',
    }),
  ]);
  expect(probe(spoken.disk)).toEqual([
    expect.objectContaining({
      codec_name: 'h264',
      width: 256,
      height: 448,
      avg_frame_rate: '16/1',
      nb_read_frames: '36',
    }),
    expect.objectContaining({ codec_name: 'aac' }),
  ]);
  expect(meanDifference(thumbnail(still), thumbnail(clip.disk, 0))).toBeLessThan(4);
  expect(meanDifference(thumbnail(clip.disk, 0), thumbnail(clip.disk, 35))).toBeGreaterThan(1);
  await drawing.stop();
});
