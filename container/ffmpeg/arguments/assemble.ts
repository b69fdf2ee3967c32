import type { FrameRate } from '#contracts/media.ts';
import { trackTimescale } from '../frame-time.ts';
import { LOUDNESS_FILTER, LOUDNESS_OUTPUT } from '../loudness.ts';
import { inputArguments, type LocalInput } from './input.ts';

/** How the sound gets in: its packets as they are, or encoded because MP4 does not take them. */
export interface Sound {
  copy: boolean;
  channels: number;
  sampleRate: number;
}

export interface AssemblePlan {
  /** Names of the joined segments and of the metadata file. */
  pictures: string;
  metadata: string;
  /** An MP4 with the captions, and their ISO 639-2 language. */
  captions: { name: string; language: string } | undefined;
  song: LocalInput;
  songStream: number;
  songDurationSeconds: number;
  sound: Sound;
  /** Seconds by which to move the song, where its file starts it later than its first packet's time. */
  songShiftSeconds: number;
  frameRate: FrameRate;
  output: string;
}

/** Lays the song under the pictures, which are copied. Where it is encoded, its loudness is measured as well. */
export function assembleArguments(plan: AssemblePlan): string[] {
  const { sound, captions } = plan;
  return [
    ...(sound.copy ? [] : LOUDNESS_OUTPUT),
    ...inputArguments({ name: plan.pictures, demuxer: 'mov' }),
    ...(plan.songShiftSeconds === 0 ? [] : ['-itsoffset', plan.songShiftSeconds.toFixed(6)]),
    // As an input option it bounds the song alone and cannot take a frame off the film, as `-shortest` can.
    ...['-t', plan.songDurationSeconds.toFixed(6), ...inputArguments(plan.song)],
    ...inputArguments({ name: plan.metadata, demuxer: 'ffmetadata' }),
    ...(captions ? inputArguments({ name: captions.name, demuxer: 'mov' }) : []),
    ...['-map', '0:v:0', '-c:v', 'copy', ...soundArguments(`1:${plan.songStream}`, sound)],
    ...(captions
      ? ['-map', '3:s:0', '-c:s', 'copy', '-metadata:s:s:0', `language=${captions.language}`]
      : []),
    ...['-video_track_timescale', String(trackTimescale(plan.frameRate))],
    ...['-map_metadata', '2', '-map_metadata:s', '-1', '-map_chapters', '2'],
    ...['-movflags', '+faststart', '-f', 'mp4', plan.output],
  ];
}

/** The sound of a film, from an input's stream such as `1:0`. Encoded, it is at most stereo, at 32 to 48 kHz. */
export function soundArguments(stream: string, sound: Sound): string[] {
  // FLAC and Opus in MP4 count as experimental in older FFmpegs.
  if (sound.copy) return ['-map', stream, '-c:a', 'copy', '-strict', 'experimental'];
  const mixed = sound.channels > 2 ? 'aformat=channel_layouts=stereo,' : '';
  return [
    ...['-filter_complex', `[${stream}]${mixed}asplit[sound][heard];[heard]${LOUDNESS_FILTER},anullsink`],
    ...['-map', '[sound]', '-c:a', 'aac', '-b:a', '256k'],
    ...rateArguments(sound.sampleRate),
  ];
}

/** A packet of AAC is 1024 samples: at 8 kHz that is an eighth of a second, and the film would end that late. */
function rateArguments(sampleRate: number): string[] {
  if (sampleRate > 48_000) return ['-ar', '48000'];
  return sampleRate < 32_000 ? ['-ar', '44100'] : [];
}
