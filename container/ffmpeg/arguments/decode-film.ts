import { LOUDNESS_FILTER } from '../loudness.ts';
import { inputArguments } from './input.ts';

/** Half a second without a change that could be seen (a noise of -60 dB) is a standstill. */
const STANDSTILL_SECONDS = 0.5;
/** A frame is black where 98 % of it is darker than 10 % of white; one such frame is enough. */
const BLACK = 'blackdetect=d=0:pic_th=0.98:pix_th=0.1';

/** Decodes a whole film, for what only that tells. Where spans begin and end is written to `spans`. */
export function decodeFilmArguments(film: string, spans: string): string[] {
  const found = `${BLACK},freezedetect=n=-60dB:d=${STANDSTILL_SECONDS},metadata=mode=print:file=${spans}`;
  return [
    // Each line of the log begins with its level.
    ...['-v', 'level+info', '-nostats', ...inputArguments({ name: film, demuxer: 'mov' })],
    ...['-map', '0:v:0', '-map', '0:a:0', '-vf', found, '-af', LOUDNESS_FILTER],
    // Or else frames would be doubled and dropped to even out their times.
    ...['-vsync', 'passthrough', '-f', 'null', '-'],
  ];
}
