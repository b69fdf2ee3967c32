import { LOUDNESS_FILTER, LOUDNESS_OUTPUT } from '../loudness.ts';
import { inputArguments, type LocalInput } from './input.ts';
import { silenceFilters } from './leading-silence.ts';

/** How the sound gets in: its packets as they are, or encoded because MP4 does not take them. */
export interface Sound {
  copy: boolean;
  channels: number;
  sampleRate: number;
  /** Seconds of silence to put before it. It is not copied then. */
  delaySeconds: number;
}

export interface SidePlan {
  song: LocalInput;
  /** FFmpeg's specifier of the stream in that file. */
  songStream: string;
  songDurationSeconds: number;
  sound: Sound;
  /** Seconds by which to move the song, where its file starts it later than its first packet's time. */
  songShiftSeconds: number;
  /** Name of the file with title, artist and chapters. */
  metadata: string;
  /** An MP4 with the captions, and their ISO 639-2 language. */
  captions: { name: string; language: string } | undefined;
  output: string;
}

/** A film without its pictures. Where the song is encoded, its loudness is measured as well. */
export function sideArguments(plan: SidePlan): string[] {
  const { sound, captions } = plan;
  return [
    ...(sound.copy ? [] : LOUDNESS_OUTPUT),
    ...(plan.songShiftSeconds === 0 ? [] : ['-itsoffset', plan.songShiftSeconds.toFixed(6)]),
    // As an input option it bounds the song alone and cannot take captions off, as `-shortest` can.
    ...['-t', plan.songDurationSeconds.toFixed(6), ...inputArguments(plan.song)],
    ...inputArguments({ name: plan.metadata, demuxer: 'ffmetadata' }),
    ...(captions ? inputArguments({ name: captions.name, demuxer: 'mov' }) : []),
    ...soundArguments(`0:${plan.songStream}`, sound),
    ...(captions
      ? ['-map', '2:s:0', '-c:s', 'copy', '-metadata:s:s:0', `language=${captions.language}`]
      : []),
    ...['-map_metadata', '1', '-map_metadata:s', '-1', '-map_chapters', '1'],
    ...['-f', 'mp4', plan.output],
  ];
}

/** The sound of a film, from an input's stream such as `1:0`. Encoded, it is at most stereo, at 32 to 48 kHz. */
export function soundArguments(stream: string, sound: Sound): string[] {
  // FLAC and Opus in MP4 count as experimental in older FFmpegs.
  if (sound.copy) return ['-map', stream, '-c:a', 'copy', '-strict', 'experimental'];
  const silence = silenceFilters(sound.delaySeconds);
  const filters = [
    ...(silence.length > 0 ? ['asetpts=PTS-STARTPTS', 'aresample=async=1', ...silence] : []),
    ...(sound.channels > 2 ? ['aformat=channel_layouts=stereo'] : []),
    'asplit',
  ].join(',');
  return [
    ...['-filter_complex', `[${stream}]${filters}[sound][heard];[heard]${LOUDNESS_FILTER},anullsink`],
    ...['-map', '[sound]', '-c:a', 'aac', '-b:a', '256k'],
    ...rateArguments(sound.sampleRate),
  ];
}

/** A packet of AAC is 1024 samples: at 8 kHz that is an eighth of a second, and the film would end that late. */
function rateArguments(sampleRate: number): string[] {
  if (sampleRate > 48_000) return ['-ar', '48000'];
  return sampleRate < 32_000 ? ['-ar', '44100'] : [];
}
