import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inputArguments } from '#container/ffmpeg/arguments/input.ts';
import { runFfmpeg } from '#container/ffmpeg/ffmpeg.ts';
import type { WorkContext } from './context.ts';

const PIXELS = 'brightness.gray';

/** Mean level of a JPEG, from 0 (black) to 1 (white), as its values are stored (not linear light). */
export async function brightnessOf(context: WorkContext, name: string): Promise<number> {
  await runFfmpeg(context, {
    args: [
      ...inputArguments({ name, demuxer: 'jpeg_pipe' }),
      ...['-vf', 'scale=32:32:flags=area:out_range=pc,format=gray', '-f', 'rawvideo', PIXELS],
    ],
    timeoutSeconds: 60,
  });
  const pixels = await readFile(join(context.folder, PIXELS));
  return pixels.reduce((sum, level) => sum + level, 0) / Math.max(1, pixels.length) / 255;
}
