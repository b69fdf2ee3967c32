import { type PicturePlan, readyArguments } from '#container/ffmpeg/arguments/picture.ts';
import type { FilmFormat } from '#container/ffmpeg/arguments/segment-encoding.ts';
import { runFfmpeg } from '#container/ffmpeg/ffmpeg.ts';
import type { WorkContext } from './context.ts';
import type { OpenPicture } from './open-picture.ts';

/**
 * Makes the frames of large pictures ready, one picture after the other, before anything is encoded: two programs in
 * turn need less memory than one that does all at once. What comes of them is the same, to the bit.
 *
 * Measured for 2160p in 10 bits and HDR to 1080p, in MiB: at once 448, in turn 333; a seam of two 756, in turn 333.
 *
 * @param large Bytes of a decoded frame from which on a picture is large.
 */
export async function readyLarge(
  pictures: readonly OpenPicture[],
  film: FilmFormat,
  large: number,
  context: WorkContext,
  timeoutSeconds: number,
): Promise<PicturePlan[]> {
  const plans: PicturePlan[] = [];
  for (const { plan, frameBytes } of pictures) {
    if (frameBytes < large) {
      plans.push(plan);
      continue;
    }
    const name = `${plan.input.name}-ready.nut`;
    const args = readyArguments(plan, film, context.tools.threads, name);
    await runFfmpeg(context, { args, timeoutSeconds });
    plans.push({ ...plan, ready: { name, demuxer: 'nut' } });
  }
  return plans;
}
