import { type FileHeaders, Stream } from '#container/ffmpeg/inspect.ts';
import type { MediaLimits } from '#container/limits.ts';
import { findBox, UNITY_MATRIX } from '#container/mp4/boxes.ts';
import { readPlainAvc } from '#container/mp4/plain-avc.ts';
import { isWhole, spanOfTrack } from '#container/mp4/presentation.ts';
import type { Mp4Index } from '#container/mp4/read-index.ts';
import { isOwnData, ROUNDING_SECONDS, trackBox } from './index-times.ts';

/**
 * What FFmpeg would say of a clip as most models deliver it: one track, of plain H.264, shown upright and whole from
 * time 0 on. Its index tells all of that, which spares a program. Undefined for every other file: FFmpeg has to be asked.
 */
export function plainHeaders(index: Mp4Index, { maxPixels }: MediaLimits): FileHeaders | undefined {
  const [track, ...others] = index.tracks;
  if (track?.handler !== 'vide' || others.length > 0) return undefined;
  if (!isWhole(track, index.fileBytes) || !isOwnData(index.bytes, 0)) return undefined;
  const seconds = shownSeconds(index);
  const picture = readPlainAvc(track.descriptions);
  if (seconds === undefined || !picture || !isDrawnAs(picture, index.bytes)) return undefined;
  const { width, height, isBt709 } = picture;
  if (width * height > maxPixels) return undefined;
  const colour = isBt709 ? 'bt709' : undefined;
  const video = Stream.parse({
    ...{ index: 0, codec_type: 'video', codec_name: 'h264', width, height },
    ...{ pix_fmt: 'yuv420p', field_order: 'progressive' },
    ...{ color_space: colour, color_transfer: colour, color_primaries: colour },
    ...{ start_time: 0, duration: seconds, nb_frames: track.sizes.length },
  });
  return { format: 'mov', durationSeconds: seconds, startSeconds: 0, audio: undefined, video };
}

/** How long the only track is shown; undefined where it does not begin at 0, or an edit list shows a part of it. */
function shownSeconds({ bytes, timescale, tracks: [track] }: Mp4Index): number | undefined {
  if (!track || track.timescale === 0) return undefined;
  const { first, end, count } = spanOfTrack(track);
  if (first !== 0 || count !== track.sizes.length) return undefined;
  const seconds = end / track.timescale;
  const edits = findBox(bytes, ['edts', 'elst'], trackBox(bytes, 0));
  if (!edits) return seconds;
  const version = bytes.readUInt8(edits.body);
  const isLong = version === 1;
  const [entries, at] = [bytes.readUInt32BE(edits.body + 4), edits.body + 8];
  const ticks = isLong ? Number(bytes.readBigUInt64BE(at)) : bytes.readUInt32BE(at);
  const rate = bytes.readUInt32BE(at + (isLong ? 16 : 8));
  const isAll = Math.abs(ticks / timescale - seconds) <= ROUNDING_SECONDS;
  return version <= 1 && entries === 1 && rate === 0x10000 && isAll ? seconds : undefined;
}

/** True where no header turns or stretches the picture: the film's or the track's (ISO/IEC 14496-12, 8.2.2 and 8.3.2). */
function isDrawnAs({ width, height }: { width: number; height: number }, bytes: Buffer): boolean {
  const [film, track] = [findBox(bytes, ['mvhd']), findBox(bytes, ['tkhd'], trackBox(bytes, 0))];
  if (!film || !track) return false;
  const isUnity = (end: number) => bytes.subarray(end - UNITY_MATRIX.length, end).equals(UNITY_MATRIX);
  // Behind the film's matrix come six reserved numbers and one for the next track.
  if (!isUnity(film.end - 28) || !isUnity(track.end - 8)) return false;
  const [drawnWidth, drawnHeight] = [bytes.readUInt32BE(track.end - 8), bytes.readUInt32BE(track.end - 4)];
  return drawnWidth === width * 0x10000 && drawnHeight === height * 0x10000;
}
