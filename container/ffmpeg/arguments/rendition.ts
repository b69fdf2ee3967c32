import type { FrameRate } from '#contracts/media.ts';
import { framesPerSecond, trackTimescale } from '../frame-time.ts';
import { h264Level } from '../h264-level.ts';
import { inputArguments } from './input.ts';

interface Size {
  width: number;
  height: number;
}

/** Seconds between keyframes. */
const GOP_SECONDS = 2;

/** Frames between keyframes: the same in every size, so that all of them have their keyframes at the same times. */
export function gopFrames(rate: FrameRate): number {
  return Math.max(1, Math.round(GOP_SECONDS * framesPerSecond(rate)));
}

/** A smaller film of a film. `size` is undefined where the pictures are copied. */
export function renditionArguments(
  film: string,
  size: Size | undefined,
  rate: FrameRate,
  threads: number,
  output: string,
): string[] {
  const pictures =
    size === undefined
      ? ['-c:v', 'copy']
      : ['-vf', scaleFilter(size), ...pictureEncoder(size, rate, threads), '-vsync', 'passthrough'];
  return [
    ...inputArguments({ name: film, demuxer: 'mov' }),
    ...['-map', '0:v:0', '-map', '0:a:0', '-map', '0:s?', ...pictures],
    // FLAC and Opus in MP4 count as experimental in older FFmpegs.
    ...['-c:a', 'copy', '-c:s', 'copy', '-strict', 'experimental'],
    ...['-map_metadata', '0', '-map_chapters', '0', '-video_track_timescale', String(trackTimescale(rate))],
    ...['-movflags', '+faststart', '-f', 'mp4', output],
  ];
}

/** To a smaller size; films are tagged BT.709 and stay so. */
export function scaleFilter({ width, height }: Size): string {
  return `scale=${width}:${height}:flags=bicubic,setsar=1`;
}

/**
 * The encoder of renditions. No B-frames, as in segments: frame n is at n / rate without an edit list. A keyframe
 * every two seconds and nowhere else. The bit rate is bounded, so that players can tell what they can take.
 */
export function pictureEncoder(size: Size, rate: FrameRate, threads: number): string[] {
  const gop = String(gopFrames(rate));
  const kilobits = maxKilobits(size);
  return [
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '21', '-profile:v', 'high', '-pix_fmt', 'yuv420p'],
    ...['-level:v', h264Level(size.width, size.height, framesPerSecond(rate))],
    ...['-maxrate', `${kilobits}k`, '-bufsize', `${kilobits * 2}k`, '-threads', String(threads)],
    ...['-bf', '0', '-g', gop, '-keyint_min', gop, '-sc_threshold', '0', '-flags', '+cgop'],
    ...['-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709', '-color_range', 'tv'],
  ];
}

/** In kbit/s; 1080p takes 6 Mbit/s. Detail grows slower than the number of pixels. */
function maxKilobits({ width, height }: Size): number {
  return Math.max(300, Math.round(6_000 * ((width * height) / (1920 * 1080)) ** 0.75));
}
