import { LOUDNESS_FILTER, LOUDNESS_OUTPUT } from '../loudness.ts';
import { type Sound, soundArguments } from './assemble.ts';
import { inputArguments, type LocalInput } from './input.ts';

/** Decodes a song once: to hear how loud it is and, where films cannot copy it, to encode it into `output`. */
export function filmAudioArguments(
  input: LocalInput,
  stream: number,
  sound: Sound,
  output: string,
): string[] {
  const source = `0:${stream}`;
  const opening = [...LOUDNESS_OUTPUT, ...inputArguments(input)];
  if (sound.copy) return [...opening, '-map', source, '-af', LOUDNESS_FILTER, '-f', 'null', '-'];
  return [
    ...opening,
    ...soundArguments(source, sound),
    ...['-map_metadata', '-1', '-map_chapters', '-1', '-movflags', '+faststart', '-f', 'ipod', output],
  ];
}
