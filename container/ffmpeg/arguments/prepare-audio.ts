import { inputArguments, type LocalInput } from './input.ts';
import { silenceFilters } from './leading-silence.ts';

/** Bit rates in kbit/s that MP3 knows at 16 kHz, from more than speech needs to the least that is understood. */
const BIT_RATES = [64, 56, 48, 40, 32, 24] as const;
/** For the ID3 and LAME headers, and for padding of the last frame. */
const HEADER_BYTES = 4_096;

/** The highest bit rate (kbit/s) at which a song of this length stays within `maxBytes`; undefined if none does. */
export function speechBitRate(durationSeconds: number, maxBytes: number): number | undefined {
  return BIT_RATES.find((rate) => (durationSeconds * rate * 1000) / 8 + HEADER_BYTES <= maxBytes);
}

/**
 * A song becomes mono 16 kHz MP3 with its times: its first sample at time 0, or behind the
 * silence that belongs to it. The encoder's delay is written into the LAME
 * header, from which decoders (FFmpeg, and with it the speech services) cut it off again: words keep their times.
 */
export function prepareAudioArguments(
  input: LocalInput,
  stream: number,
  bitRate: number,
  output: string,
  delaySeconds = 0,
): string[] {
  // async=1 fills gaps in the song's own time with silence, instead of closing them and so shifting what follows.
  const filters = ['asetpts=PTS-STARTPTS', 'aresample=16000:async=1', ...silenceFilters(delaySeconds)];
  return [
    ...inputArguments(input),
    ...['-map', `0:${stream}`],
    ...['-af', filters.join(','), '-ac', '1'],
    ...['-c:a', 'libmp3lame', '-b:a', `${bitRate}k`, '-write_xing', '1'],
    ...['-map_metadata', '-1', '-map_chapters', '-1', '-f', 'mp3', output],
  ];
}
