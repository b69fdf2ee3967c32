import { LOUDNESS_FILTER } from '../loudness.ts';
import { inputArguments, type LocalInput } from './input.ts';
import { silenceFilters } from './leading-silence.ts';

/**
 * Decodes a song to raw mono samples (32-bit float, little-endian) on standard output, its first sample at time 0 or
 * behind the silence that belongs to it, and measures the loudness of all its channels on the way: the summary goes to
 * standard error.
 */
export function decodeSongArguments(
  input: LocalInput,
  stream: number,
  sampleRate: number,
  delaySeconds = 0,
): string[] {
  // async=1 as for speech: gaps in the song's own time become silence and shift nothing.
  const filters = ['asetpts=PTS-STARTPTS', 'aresample=async=1', ...silenceFilters(delaySeconds)];
  return [
    ...['-nostdin', '-hide_banner', '-nostats', '-v', 'info'],
    ...inputArguments(input),
    ...['-map', `0:${stream}`],
    ...['-af', [...filters, LOUDNESS_FILTER].join(',')],
    ...['-ac', '1', '-ar', String(sampleRate), '-c:a', 'pcm_f32le', '-f', 'f32le', 'pipe:1'],
  ];
}
