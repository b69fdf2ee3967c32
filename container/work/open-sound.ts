import { join } from 'node:path';
import type { LocalInput } from '#container/ffmpeg/arguments/input.ts';
import { inspectFile, type Stream } from '#container/ffmpeg/inspect.ts';
import { type ReadableKind, sniffFile } from '#container/files/sniff.ts';
import { MediaFailure } from '#container/media-failure.ts';
import type { WorkContext } from './context.ts';
import { songDelay, statedWithDelay } from './song-delay.ts';

/** A fetched file that has sound. */
export interface Sounding {
  kind: ReadableKind;
  input: LocalInput;
  audio: Stream;
  /** Of silence before the sound, which belong to the song. */
  delaySeconds: number;
  /** As the file's headers say, with that silence. */
  statedSeconds: number | undefined;
}

/** Looks at a fetched file that is to be a song. Throws `input-wrong-kind` for what has no sound. */
export async function openSound(context: WorkContext, name: string): Promise<Sounding> {
  const kind = await sniffFile(join(context.folder, name), ['audio']);
  const input = { name, demuxer: kind.demuxer };
  const headers = await inspectFile(context, input);
  const { audio } = headers;
  if (!audio) throw soundless(kind);
  const delaySeconds = await songDelay(context, input, audio);
  return { kind, input, audio, delaySeconds, statedSeconds: statedWithDelay(audio, headers, delaySeconds) };
}

export function soundless(kind: ReadableKind): MediaFailure {
  return new MediaFailure('input-wrong-kind', `The file is ${kind.label} that has no sound, not a song.`);
}
