import { join } from 'node:path';
import { isCopiedIntoMp4, type Sound } from '#container/ffmpeg/arguments/assemble.ts';
import type { LocalInput } from '#container/ffmpeg/arguments/input.ts';
import { inspectFile } from '#container/ffmpeg/inspect.ts';
import { sniffFile } from '#container/files/sniff.ts';
import { MediaFailure } from '#container/media-failure.ts';
import type { WorkContext } from './context.ts';

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
  const kind = await sniffFile(join(context.folder, name), ['audio']);
  const song = { name, demuxer: kind.demuxer };
  const { audio, durationSeconds } = await inspectFile(context, song);
  if (!audio)
    throw new MediaFailure('input-wrong-kind', `The file is ${kind.label} that has no sound, not a song.`);
  const sampleRate = audio.sample_rate ?? 0;
  const copy = isCopiedIntoMp4({ codec: audio.codec_name, sampleRate });
  return {
    song,
    songStream: audio.index,
    sound: { copy, channels: audio.channels, sampleRate },
    statedSeconds: audio.duration ?? durationSeconds,
  };
}
