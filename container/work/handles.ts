import { join } from 'node:path';
import type { ReadyFrames } from '#container/ffmpeg/arguments/picture.ts';
import type { Cut } from '#container/ffmpeg/arguments/picture-timing.ts';
import { fetchInput } from '#container/files/fetch-input.ts';
import { placeOf } from '#container/files/made-here.ts';
import { MediaFailure } from '#container/media-failure.ts';
import { isExact, isWhole } from '#container/mp4/presentation.ts';
import { readIndex } from '#container/mp4/read-index.ts';
import type { FrameRate } from '#contracts/media.ts';
import type { Picture } from '#contracts/media-jobs/picture.ts';
import type { WorkContext } from './context.ts';
import { type OpenPicture, writeCaptions } from './open-picture.ts';

/** The least cut that holds all of these. */
export function spanOf(cuts: readonly [Cut, ...Cut[]]): Cut {
  const fromFrame = Math.min(...cuts.map((cut) => cut.fromFrame));
  return { fromFrame, frames: Math.max(...cuts.map((cut) => cut.fromFrame + cut.frames)) - fromFrame };
}

/** True where every frame of the cut comes out of a clip's decoder, none of them held or moved over. */
export function isAllGiven({ plan }: OpenPicture): boolean {
  return !plan.stream.isStill && plan.timing.sourceFrames === plan.cut.frames;
}

/**
 * Fetches the frames of a seam that lie ready. Undefined where there are none, or not these: they are a shortcut, and
 * whoever stored them may have removed them.
 *
 * @param handle Where `frames` frames of the picture may lie.
 * @param part Those of them that are wanted, counted from the first.
 */
export async function openHandle(
  context: WorkContext,
  { handle, picture, fromFrame }: { handle?: string | undefined; picture: Picture; fromFrame: number },
  frames: number,
  part: Cut,
  rate: FrameRate,
  name: string,
): Promise<ReadyFrames | undefined> {
  const file = `${name}-handle.mp4`;
  if (handle === undefined || !(await isFetched(context, handle, file))) return undefined;
  if (!(await hasFrames(context, file, frames, rate))) return undefined;
  return {
    ready: { name: file, demuxer: 'mov' },
    skipped: part.fromFrame,
    cut: { fromFrame: fromFrame + part.fromFrame, frames: part.frames },
    captions: await writeCaptions(context, picture, `${name}.ass`),
  };
}

async function isFetched(context: WorkContext, url: string, name: string): Promise<boolean> {
  if (await context.made.linkTo(placeOf(url), join(context.folder, name))) return true;
  try {
    await fetchInput(context, url, name);
    return true;
  } catch (error) {
    if (error instanceof MediaFailure && error.code === 'fetch-failed') return false;
    throw error;
  }
}

async function hasFrames(
  context: WorkContext,
  name: string,
  frames: number,
  rate: FrameRate,
): Promise<boolean> {
  const index = await readIndex(join(context.folder, name));
  const [track, ...others] = index?.tracks ?? [];
  if (!index || !track || others.length > 0) return false;
  return (
    track.handler === 'vide' &&
    track.sizes.length === frames &&
    isExact(track, rate) &&
    isWhole(track, index.fileBytes)
  );
}
