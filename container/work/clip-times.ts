import type { LocalInput } from '#container/ffmpeg/arguments/input.ts';
import type { ClipTimes, Cut } from '#container/ffmpeg/arguments/picture-timing.ts';
import { framesPerSecond } from '#container/ffmpeg/frame-time.ts';
import type { FileHeaders, Stream } from '#container/ffmpeg/inspect.ts';
import { type Packet, readPackets } from '#container/ffmpeg/packets.ts';
import { MediaFailure } from '#container/media-failure.ts';
import type { Mp4Index } from '#container/mp4/read-index.ts';
import type { FrameRate } from '#contracts/media.ts';
import type { Picture } from '#contracts/media-jobs/picture.ts';
import type { WorkContext } from './context.ts';
import { indexedPackets } from './index-times.ts';

/** A header that promises this much more than is needed, in seconds, is believed; frames are counted all the same. */
const AMPLE_SECONDS = 1;

/**
 * When a clip's pictures are shown. Counted by its index or by demuxing, wherever the clip may be too short for what is wanted of it:
 * headers round, and some count the sound. Throws `input-unreadable` where most of what the header promised is missing.
 */
export async function clipTimes(
  context: WorkContext,
  input: LocalInput,
  headers: FileHeaders & { video: Stream; index: Mp4Index | undefined },
  picture: Picture,
  cut: Cut,
  rate: FrameRate,
): Promise<ClipTimes | 'enough'> {
  const { video, audio, durationSeconds, index } = headers;
  // A clip that is not slowed plays up to the cut's end as it would if it went on.
  const frames = picture.short === 'slow' ? picture.frames : cut.fromFrame + cut.frames;
  const needed = picture.inSeconds + frames / framesPerSecond(rate);
  if ((video.duration ?? 0) >= needed + AMPLE_SECONDS) return 'enough';

  let [first, last, end] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  let [count, lastDuration] = [0, 0];
  const add = (packet: Pick<Packet, 'presentedAt' | 'duration'>) => {
    const time = packet.presentedAt ?? (count === 0 ? 0 : last + lastDuration);
    const duration = packet.duration ?? Math.max(lastDuration, time - last, 0);
    count += 1;
    first = Math.min(first, time);
    if (time >= last)
      [last, end, lastDuration] = [time, time + duration, Number.isFinite(duration) ? duration : 0];
  };
  const indexed = index && indexedPackets(index, video, context.limits);
  if (indexed) for (const packet of indexed) add(packet);
  else
    await readPackets(context, input, String(video.index), 60 + (durationSeconds ?? 0), (packet) => {
      if (!packet.discarded) add(packet);
    });
  if (count === 0) throw new MediaFailure('input-unreadable', 'The clip has no pictures.');
  const times = { last: last - first, end: Math.max(last + lastDuration, end) - first };
  const stated = video.duration ?? (audio ? 0 : durationSeconds) ?? 0;
  const inFrames = (seconds: number) => Math.round(seconds * framesPerSecond(rate));
  const [given, promised] = [Math.max(1, inFrames(times.end)), inFrames(stated)];
  refuseCutShort({ given, stated: promised, wanted: inFrames(needed) });
  return times;
}

/** Throws `input-unreadable` for a clip that {@link isCutShort}. */
export function refuseCutShort(frames: { given: number; stated: number; wanted: number }): void {
  if (frames.given === 0) {
    throw new MediaFailure('input-unreadable', 'No picture could be decoded from the clip.');
  }
  if (!isCutShort(frames)) return;
  const message = `The clip is cut off: only ${frames.given} frames of it could be read.`;
  throw new MediaFailure('input-unreadable', message);
}

/**
 * True where the clip's header promised clearly more of the wanted frames than could be read. A few frames and a
 * tenth are allowed for: headers round, and some count the sound.
 */
export function isCutShort(frames: { given: number; stated: number; wanted: number }): boolean {
  const promised = Math.min(frames.stated, frames.wanted);
  return frames.given < promised - Math.max(3, promised * 0.1);
}
