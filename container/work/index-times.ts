import type { Stream } from '#container/ffmpeg/inspect.ts';
import type { Packet } from '#container/ffmpeg/packets.ts';
import type { MediaLimits } from '#container/limits.ts';
import { type Box, boxesIn, findBox } from '#container/mp4/boxes.ts';
import { isWhole, presentationTimes, spanOfTrack } from '#container/mp4/presentation.ts';
import type { Mp4Index } from '#container/mp4/read-index.ts';

/** By how much the index and FFmpeg may differ about a track's length, in seconds: its headers are rounded so. */
export const ROUNDING_SECONDS = 0.001;

/**
 * The packets of an MP4's picture track as its index has them, which spares a program that reads them all. Undefined
 * where FFmpeg may see them otherwise and has to be asked: a file that is cut off or in fragments, a track of which an
 * edit list shows only a part, one that is longer than may be, one whose samples are said to lie in another file.
 */
export function indexedPackets(
  index: Mp4Index,
  stream: Stream,
  limits: MediaLimits,
): Pick<Packet, 'presentedAt' | 'duration'>[] | undefined {
  const track = index.tracks[stream.index];
  if (track?.handler !== 'vide' || !isWhole(track, index.fileBytes)) return undefined;
  if (!isOwnData(index.bytes, stream.index)) return undefined;
  const samples = track.sizes.length;
  if (samples === 0 || samples !== stream.nb_frames) return undefined;
  const { first, end } = spanOfTrack(track);
  const packets = Array.from(presentationTimes(track), ({ time, duration }) => ({
    presentedAt: time / track.timescale,
    duration: duration / track.timescale,
  }));
  const seconds = (end - first) / track.timescale;
  const isAllShown = first >= 0 && Math.abs(seconds - (stream.duration ?? 0)) <= ROUNDING_SECONDS;
  const isCounted = packets.length === samples && end / track.timescale <= limits.maxDurationSeconds;
  return isAllShown && isCounted ? packets : undefined;
}

/** True where the track's one data reference says that its samples lie in this very file (ISO/IEC 14496-12, 8.7.2). */
export function isOwnData(bytes: Buffer, track: number): boolean {
  const box = trackBox(bytes, track);
  const references = box && findBox(bytes, ['mdia', 'minf', 'dinf', 'dref'], box);
  // Version, flags and a count, then one box that has nothing but version and flags.
  if (!references || references.end - references.body < 20) return false;
  const [count, flags] = [bytes.readUInt32BE(references.body + 4), bytes.readUInt32BE(references.body + 16)];
  return count === 1 && (flags & 1) === 1;
}

/** A track of an index, by its number from 0. */
export function trackBox(bytes: Buffer, track: number): Box | undefined {
  return boxesIn(bytes).filter(({ type }) => type === 'trak')[track];
}
