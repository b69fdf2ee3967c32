import { join } from 'node:path';
import type { LocalInput } from '#container/ffmpeg/arguments/input.ts';
import type { FileHeaders, Stream } from '#container/ffmpeg/inspect.ts';
import { longerThan } from '#container/ffmpeg/packets.ts';
import { readIndex } from '#container/mp4/read-index.ts';
import type { WorkContext } from './context.ts';

/** Less is what an encoder put before the sound and its muxer did not mark: of AAC a tenth of a second at the most. */
const LEAST_SECONDS = 0.1;

/**
 * Seconds of silence before a song's sound, which players of an MP4 keep where its edit list begins with an empty edit
 * (ISO/IEC 14496-12, 8.6.6): they are a part of the song. FFmpeg drops them. 0 where there are none or too few to be
 * meant, and for other formats, whose clocks may begin at any time. Throws `input-too-large` beyond the longest duration.
 */
export async function songDelay(
  { folder, limits }: Pick<WorkContext, 'folder' | 'limits'>,
  { name, demuxer }: LocalInput,
  audio: Pick<Stream, 'index' | 'start_time'>,
): Promise<number> {
  const seconds = audio.start_time ?? 0;
  if (demuxer !== 'mov' || seconds < LEAST_SECONDS) return 0;
  // Fragments begin late as well, where they were cut out of a broadcast; no player waits for that.
  const index = await readIndex(join(folder, name));
  if ((index?.tracks[audio.index]?.silence ?? 0) === 0) return 0;
  if (seconds > limits.maxDurationSeconds) throw longerThan(limits.maxDurationSeconds);
  return seconds;
}

/** How long a stream lasts by the headers, with the silence before it. Those of the file count that themselves. */
export function statedWithDelay(
  stream: Pick<Stream, 'duration'>,
  file: Pick<FileHeaders, 'durationSeconds'>,
  delaySeconds: number,
): number | undefined {
  return stream.duration === undefined ? file.durationSeconds : stream.duration + delaySeconds;
}
