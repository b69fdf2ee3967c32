import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pictureArguments } from '#container/ffmpeg/arguments/poster.ts';
import { runFfmpeg } from '#container/ffmpeg/ffmpeg.ts';
import { frameTime } from '#container/ffmpeg/frame-time.ts';
import { inspectFile } from '#container/ffmpeg/inspect.ts';
import { forEachBounded } from '#container/files/bounded.ts';
import { fetchInput } from '#container/files/fetch-input.ts';
import { sniffFile, wrongKind } from '#container/files/sniff.ts';
import { MediaFailure } from '#container/media-failure.ts';
import type { FrameOf } from '#contracts/media-jobs/thumbnails.ts';
import type { WorkContext } from './context.ts';

/** How many files are fetched and decoded at a time: while one comes in, another is decoded. */
const FILES_AT_ONCE = 2;

/** Takes the frame at a time, or the next one before it that there is, of a fetched file as a picture. */
export async function takePicture(
  context: WorkContext,
  name: string,
  picture: { atSeconds: number; filter: string; output: string },
): Promise<void> {
  const kind = await sniffFile(join(context.folder, name), ['video', 'image']);
  const input = { name, demuxer: kind.demuxer, orientation: kind.orientation };
  const { video, durationSeconds } = await inspectFile(context, input);
  if (!video) throw wrongKind(kind, 'video');
  let failure = new MediaFailure('input-unreadable', 'No picture could be decoded from the file.');
  for (const atSeconds of timesToTry(picture.atSeconds, video.duration ?? durationSeconds ?? 0)) {
    const args = pictureArguments(input, video.index, atSeconds, picture.filter, picture.output);
    try {
      const { frames } = await runFfmpeg(context, { args, timeoutSeconds: 120 });
      if (frames > 0) return;
    } catch (error) {
      // From version 6 on, FFmpeg fails where a seek left nothing to take; earlier ones succeed with no frame.
      const isOurs = error instanceof MediaFailure && ['internal', 'input-unreadable'].includes(error.code);
      if (!isOurs) throw error;
      failure = error;
    }
  }
  throw failure;
}

/**
 * The wanted time within the file's length, then earlier ones: behind the start of the last frame there is nothing
 * to take, and where that is, a header does not tell exactly.
 */
export function timesToTry(wantedSeconds: number, durationSeconds: number): number[] {
  const within = Math.min(wantedSeconds, durationSeconds);
  return [...new Set([within, Math.max(0, within - 0.2), Math.max(0, within - 2), 0])];
}

/**
 * Takes a picture of each of many files, each file fetched once and removed behind it.
 *
 * @param made What to make of the frame with that index: a filter, and the name of the picture.
 */
export async function takePictures(
  context: WorkContext,
  frames: readonly FrameOf[],
  made: (index: number) => { filter: string; output: string },
): Promise<void> {
  const files = Map.groupBy(
    frames.map((frame, index) => ({ ...frame, index })),
    ({ input }) => input,
  );
  let taken = 0;
  await forEachBounded([...files], FILES_AT_ONCE, context.signal, async ([url, wanted], signal) => {
    const surroundings = { ...context, signal };
    const name = `input-${wanted[0]?.index}`;
    const { path } = await fetchInput(surroundings, url, name);
    for (const { frame, frameRate, index } of wanted) {
      await takePicture(surroundings, name, { ...made(index), atSeconds: seekTime(frame, frameRate) });
      taken += 1;
      context.report((0.9 * taken) / frames.length);
    }
    await rm(path);
  });
}

/** FFmpeg takes the first frame that does not start before the time: half a frame earlier, rounding cannot matter. */
function seekTime(frame: number, rate: FrameOf['frameRate']): number {
  return frame === 0 ? 0 : frameTime(frame - 0.5, rate);
}

/** Size of a JPEG that was made. */
export async function measurePicture(
  context: WorkContext,
  name: string,
): Promise<{ width: number; height: number; sizeBytes: number }> {
  const { video } = await inspectFile(context, { name, demuxer: 'jpeg_pipe' });
  const { size } = await stat(join(context.folder, name));
  if (!video || video.width <= 0 || size === 0)
    throw new MediaFailure('internal', 'The picture came out empty.');
  return { width: video.width, height: video.height, sizeBytes: size };
}
