import { inputArguments, type LocalInput } from './input.ts';

/**
 * Decodes a song to raw mono samples (32-bit float, little-endian) on standard output, its first sample at time 0, and
 * measures the loudness of all its channels on the way: the summary goes to standard error.
 */
export function decodeSongArguments(input: LocalInput, stream: number, sampleRate: number): string[] {
  return [
    ...['-nostdin', '-hide_banner', '-nostats', '-v', 'info'],
    ...inputArguments(input),
    ...['-map', `0:${stream}`],
    // async=1 as for speech: gaps in the song's own time become silence and shift nothing.
    ...['-af', 'asetpts=PTS-STARTPTS,aresample=async=1,ebur128=peak=true:framelog=verbose'],
    ...['-ac', '1', '-ar', String(sampleRate), '-c:a', 'pcm_f32le', '-f', 'f32le', 'pipe:1'],
  ];
}
