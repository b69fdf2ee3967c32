import { join } from 'node:path';
import { type SidePlan, sideArguments } from '#container/ffmpeg/arguments/assemble.ts';
import { runFfmpeg } from '#container/ffmpeg/ffmpeg.ts';
import { LoudnessReader } from '#container/ffmpeg/loudness.ts';
import { MediaFailure } from '#container/media-failure.ts';
import { hideCaptions } from '#container/mp4/hide-captions.ts';
import { isWhole, presentationOf } from '#container/mp4/presentation.ts';
import { type Mp4Index, readIndex } from '#container/mp4/read-index.ts';
import type { Track } from '#container/mp4/read-track.ts';
import type { Loudness } from '#contracts/media-jobs/analyze-song.ts';
import type { WorkContext } from './context.ts';
import { MAX_START_OFFSET_SECONDS } from './film-check.ts';

/** A written file of sound, captions and chapters. */
export interface WrittenSide {
  index: Mp4Index;
  sound: Track;
  /** Seconds at which the sound begins. */
  start: number;
  /** How loud the song was heard to be; undefined where it was copied. */
  loudness: Loudness | null | undefined;
}

/**
 * Writes it. Done over at most twice, with a better plan: encoding the sound where copying it failed, and moving it
 * where the song's file starts it late (a video file used as a song).
 *
 * @param report Takes how much of the song is encoded, where it is, 0 to 1.
 */
export async function writeSide(
  plan: SidePlan,
  context: WorkContext,
  report: (share: number) => void,
): Promise<WrittenSide> {
  const written = await tryWriteSide(plan, context, report);
  if (!written) return writeSide({ ...plan, sound: { ...plan.sound, copy: false } }, context, report);
  if (Math.abs(written.start) > MAX_START_OFFSET_SECONDS && plan.songShiftSeconds === 0) {
    return writeSide({ ...plan, songShiftSeconds: -written.start }, context, report);
  }
  return written;
}

/** Undefined where the muxer would not take the song's packets as they are. */
export async function tryWriteSide(
  plan: SidePlan,
  context: WorkContext,
  report: (share: number) => void = () => undefined,
): Promise<WrittenSide | undefined> {
  const reader = new LoudnessReader();
  try {
    await runFfmpeg(context, {
      args: sideArguments(plan),
      timeoutSeconds: 120 + plan.songDurationSeconds,
      onProgress: ({ seconds }) => {
        if (!plan.sound.copy) report(seconds / Math.max(1, plan.songDurationSeconds));
      },
      onComplaint: (line) => reader.read(line),
    });
  } catch (error) {
    const isToolFailure =
      error instanceof MediaFailure && ['internal', 'input-unreadable'].includes(error.code);
    if (plan.sound.copy && isToolFailure) return undefined;
    throw error;
  }
  const path = join(context.folder, plan.output);
  if (plan.captions) await hideCaptions(path);
  const index = await readIndex(path);
  const sound = index?.tracks.find(({ handler }) => handler === 'soun');
  if (!index || !sound || !index.tracks.every((track) => isWhole(track, index.fileBytes))) {
    throw new MediaFailure('internal', 'The film came out without sound.');
  }
  const { start } = presentationOf(sound);
  return { index, sound, start, loudness: plan.sound.copy ? undefined : reader.loudness };
}
