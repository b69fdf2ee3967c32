import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PicturePlan, ReadyFrames } from '#container/ffmpeg/arguments/picture.ts';
import type { Cut } from '#container/ffmpeg/arguments/picture-timing.ts';
import type { BlendPlan } from '#container/ffmpeg/arguments/seam.ts';
import { dipColour, outgoingFramesOfDip, seamMask } from '#container/ffmpeg/arguments/seam-mask.ts';
import type { FilmFormat } from '#container/ffmpeg/arguments/segment-encoding.ts';
import type { SeamSpec } from '#contracts/media-jobs/seam.ts';
import type { WorkContext } from './context.ts';
import { openHandle } from './handles.ts';
import { type OpenPicture, openPicture } from './open-picture.ts';

/** What is asked of a seam but its pictures. */
export type BlendWish = Pick<SeamSpec, 'blend' | 'frames'>;

const MASK = 'mask.yuv';

/** Frames of a seam in which each of its pictures is seen: all of it, or by way of a colour each its part. */
export function shownParts({ blend, frames }: BlendWish): { outgoing: Cut; incoming: Cut } {
  const turn = dipColour(blend) === null ? null : outgoingFramesOfDip(frames);
  return {
    outgoing: { fromFrame: 0, frames: turn ?? frames },
    incoming: { fromFrame: turn ?? 0, frames: frames - (turn ?? 0) },
  };
}

/** Writes the mask, and says how the pictures are blended. */
export async function planBlend(
  { blend, frames }: BlendWish,
  film: FilmFormat,
  findings: string,
  context: WorkContext,
): Promise<BlendPlan> {
  const { bytes, width, height } = seamMask(blend, frames, film);
  await writeFile(join(context.folder, MASK), bytes);
  return { colour: dipColour(blend), mask: { name: MASK, width, height }, findings };
}

/**
 * Opens one side of a seam of `frames` frames: its handle, where there is one, or its picture.
 *
 * @param part Frames of the seam in which it is seen.
 * @param name Begins the names of its files in the job's folder.
 */
export async function openSide(
  context: WorkContext,
  side: SeamSpec['outgoing'],
  { frames, part }: { frames: number; part: Cut },
  film: FilmFormat,
  name: string,
): Promise<OpenPicture | ReadyFrames> {
  const ready = await openHandle(context, side, frames, part, film.frameRate, name);
  const cut = { fromFrame: side.fromFrame + part.fromFrame, frames: part.frames };
  return ready ?? (await openPicture(context, side.picture, cut, film, name));
}

/** Bytes of one decoded frame of a side; of one that lies ready, nothing that counts. */
export function frameBytesOf(side: OpenPicture | ReadyFrames): number {
  return 'plan' in side ? side.frameBytes : 0;
}

export function planOf(side: OpenPicture | ReadyFrames): PicturePlan | ReadyFrames {
  return 'plan' in side ? side.plan : side;
}
