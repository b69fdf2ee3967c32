import { trackTimescale } from '../frame-time.ts';
import type { FilmFormat } from './segment-encoding.ts';

/** Name of the list that {@link listedMp4} writes beside a file. */
export function packetList(output: string): string {
  return `${output}.packets`;
}

/**
 * The output arguments of an MP4 file of encoded frames, and of a list beside it that says of every packet what the
 * encoder made it: size and CRC-32. With that, the file can be proven without being decoded.
 *
 * The track's time scale is one in which every frame is a whole number of ticks.
 */
export function listedMp4(film: Pick<FilmFormat, 'frameRate'>, output: string): string[] {
  const mp4 = `f=mp4:movflags=+faststart:video_track_timescale=${trackTimescale(film.frameRate)}`;
  return [
    ...['-map_metadata', '-1', '-map_chapters', '-1', '-fflags', '+bitexact'],
    // As for MP4 alone: parameter sets lie in the index, not before the key frames.
    ...['-flags:v', '+global_header'],
    ...['-f', 'tee', `[${mp4}:fflags=+bitexact]${output}|[f=framehash:hash=crc32]${packetList(output)}`],
  ];
}
