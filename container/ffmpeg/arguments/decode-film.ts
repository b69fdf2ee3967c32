import { LOUDNESS_FILTER } from '../loudness.ts';
import { inputArguments } from './input.ts';
import { watchFilters } from './watch.ts';

/** Decodes a whole film, for what only that tells. Where spans begin and end is written to `spans`. */
export function decodeFilmArguments(film: string, spans: string): string[] {
  const found = watchFilters(spans, { frozen: true }).join(',');
  return [
    // Each line of the log begins with its level.
    ...['-v', 'level+info', '-nostats', ...inputArguments({ name: film, demuxer: 'mov' })],
    ...['-map', '0:v:0', '-map', '0:a:0', '-vf', found, '-af', LOUDNESS_FILTER],
    // Or else frames would be doubled and dropped to even out their times.
    ...['-vsync', 'passthrough', '-f', 'null', '-'],
  ];
}
