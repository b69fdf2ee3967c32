import type { FrameRate } from '#contracts/media.ts';
import { trackTimescale } from '../frame-time.ts';
import { inputArguments, type LocalInput } from './input.ts';

/**
 * Sound formats that are copied into MP4 untouched, and who plays them there:
 *
 * - `aac`, `mp3`: every browser, iOS, Android, TVs
 * - `alac`: Apple's players and VLC; not Chrome or Firefox
 * - `flac`: Chrome, Firefox, Safari 11 and later, VLC
 * - `opus`: Chrome, Firefox, Safari 17 and later, VLC
 *
 * MP4 has no registered way for Vorbis and WMA, and players that take PCM in it are few: those become AAC.
 */
const COPIED_CODECS: ReadonlySet<string> = new Set(['aac', 'mp3', 'alac', 'flac', 'opus']);

/** True where the song's packets can go into the film as they are. MP4 refuses MP3 below 16 kHz. */
export function isCopiedIntoMp4(audio: { codec: string; sampleRate: number }): boolean {
  return COPIED_CODECS.has(audio.codec) && !(audio.codec === 'mp3' && audio.sampleRate < 16_000);
}

export interface AssemblePlan {
  /** Name of the concat list, see {@link concatList}. */
  list: string;
  song: LocalInput;
  songStream: number;
  songDurationSeconds: number;
  /** How the sound gets in: its packets as they are, or encoded because MP4 does not take them. */
  sound: { copy: boolean; channels: number; sampleRate: number };
  /** Seconds by which to move the song, where its file starts it later than its first packet's time. */
  songShiftSeconds: number;
  frameRate: FrameRate;
  title: string;
  output: string;
}

/** Joins the listed segments by stream copy and lays the song under them. */
export function assembleArguments(plan: AssemblePlan): string[] {
  return [
    // `safe 0` lets the demuxer take our own list; what it may open is bounded by the whitelist.
    ...['-protocol_whitelist', 'file,pipe', '-f', 'concat', '-safe', '0', '-i', plan.list],
    ...(plan.songShiftSeconds === 0 ? [] : ['-itsoffset', plan.songShiftSeconds.toFixed(6)]),
    // As an input option it bounds the song alone and cannot take a frame off the film, as `-shortest` can.
    ...['-t', plan.songDurationSeconds.toFixed(6), ...inputArguments(plan.song)],
    ...['-map', '0:v:0', '-map', `1:${plan.songStream}`, '-c:v', 'copy', ...soundArguments(plan.sound)],
    ...['-video_track_timescale', String(trackTimescale(plan.frameRate))],
    ...['-map_metadata', '-1', '-map_chapters', '-1', '-metadata', `title=${plainTitle(plan.title)}`],
    ...['-movflags', '+faststart', '-f', 'mp4', plan.output],
  ];
}

function soundArguments(sound: AssemblePlan['sound']): string[] {
  // FLAC and Opus in MP4 count as experimental in older FFmpegs.
  if (sound.copy) return ['-c:a', 'copy', '-strict', 'experimental'];
  return [
    ...['-c:a', 'aac', '-b:a', '256k'],
    ...(sound.channels > 2 ? ['-ac', '2'] : []),
    ...(sound.sampleRate > 48_000 ? ['-ar', '48000'] : []),
  ];
}

/** A title in one line: control characters (a NUL would not even start FFmpeg) become spaces. */
export function plainTitle(title: string): string {
  return title
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 200);
}

/**
 * The concat demuxer's list. Each duration is the difference of two rounded absolute times: the demuxer keeps
 * time in microseconds, and segments' own rounded durations would add up to a wrong tick after some 40 of them.
 */
export function concatList(segments: readonly { name: string; frames: number }[], rate: FrameRate): string {
  const microseconds = (frame: number) => Math.round((frame * rate.denominator * 1e6) / rate.numerator);
  let first = 0;
  const lines = segments.map(({ name, frames }) => {
    const duration = microseconds(first + frames) - microseconds(first);
    first += frames;
    return `file '${name}'\nduration ${(duration / 1e6).toFixed(6)}\n`;
  });
  return `ffconcat version 1.0\n${lines.join('')}`;
}
