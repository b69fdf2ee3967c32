import type { Sound } from '#container/ffmpeg/arguments/assemble.ts';
import type { LocalInput } from '#container/ffmpeg/arguments/input.ts';
import { isCopiedIntoMp4 } from '#contracts/media-jobs/mp4-sound.ts';
import type { WorkContext } from './context.ts';
import { openSound } from './open-sound.ts';

/** A fetched song, and how it gets into a film. */
export interface SongInput {
  song: LocalInput;
  songStream: number;
  sound: Sound;
  /** As the file's headers say. */
  statedSeconds: number | undefined;
}

/** Looks at a fetched song. Throws `input-wrong-kind` for what has no sound. */
export async function readSong(context: WorkContext, name: string): Promise<SongInput> {
  const { input: song, audio, delaySeconds, statedSeconds } = await openSound(context, name);
  const sampleRate = audio.sample_rate ?? 0;
  // Films begin with their sound: silence before it has to be a part of that.
  const copy = delaySeconds === 0 && isCopiedIntoMp4({ codec: audio.codec_name, sampleRate });
  return {
    song,
    songStream: audio.index,
    sound: { copy, channels: audio.channels, sampleRate, delaySeconds },
    statedSeconds,
  };
}
