import { filmAudioArguments } from '#container/ffmpeg/arguments/film-audio.ts';
import { runFfmpeg } from '#container/ffmpeg/ffmpeg.ts';
import { LoudnessReader } from '#container/ffmpeg/loudness.ts';
import { MediaFailure } from '#container/media-failure.ts';
import type { Loudness } from '#contracts/media-jobs/analyze-song.ts';
import type { WorkContext } from './context.ts';
import type { SongInput } from './song-input.ts';

/** What films play of a song that was heard. */
export interface HeardSong {
  /** The song as films copy it: as it was given, or what it was encoded into. */
  readonly copied: SongInput;
  readonly loudness: Loudness | null;
}

/**
 * Decodes a song once: for its loudness and, where films cannot copy it, to encode it into `output`. Throws
 * `input-unreadable` where nothing is decoded.
 *
 * @param expectedSeconds Its length, as far as it is known.
 */
export async function hearSong(
  context: WorkContext,
  given: SongInput,
  expectedSeconds: number,
  output: string,
  report: (share: number) => void,
): Promise<HeardSong> {
  const { song, songStream, sound } = given;
  const reader = new LoudnessReader();
  const { seconds } = await runFfmpeg(context, {
    args: filmAudioArguments(song, songStream, sound, output),
    timeoutSeconds: 120 + expectedSeconds,
    onProgress: (progress) => report(progress.seconds / Math.max(1, expectedSeconds)),
    onComplaint: (line) => reader.read(line),
  });
  if (seconds <= 0) throw new MediaFailure('input-unreadable', 'No sound could be decoded from the file.');
  const encoded = { ...given, song: { name: output, demuxer: 'mov' }, songStream: 0 };
  const copied = sound.copy ? given : { ...encoded, sound: { ...sound, copy: true, delaySeconds: 0 } };
  return { copied, loudness: reader.loudness };
}
