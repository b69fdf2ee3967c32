import type { FrameRate } from '#contracts/media.ts';
import { frameTime } from '../frame-time.ts';
import { inputArguments } from './input.ts';
import { gopFrames, pictureEncoder, scaleFilter } from './rendition.ts';

/** Whole GOPs to a segment: six seconds, as Apple's authoring rules ask for. */
const GOPS = 3;

export interface HlsPlan {
  film: string;
  variants: readonly { name: string; width: number; height: number }[];
  /** Name of the sound's files, and whether its packets are copied. HLS has no MP3, FLAC or Opus for all players. */
  audio: { name: string; copy: boolean };
  frameRate: FrameRate;
  threads: number;
}

/** Decodes a film once into all variants; each is one file of media with ranges of bytes for segments. */
export function hlsArguments(plan: HlsPlan): string[] {
  const { variants, audio, frameRate } = plan;
  const split = `[0:v:0]split=${variants.length}${variants.map((_, index) => `[in${index}]`).join('')}`;
  const scaled = variants.map((size, index) => `[in${index}]${scaleFilter(size)}[out${index}]`);
  const sound = audio.copy ? ['-c:a', 'copy'] : ['-c:a', 'aac', '-b:a', '256k', '-ar', '48000'];
  return [
    ...inputArguments({ name: plan.film, demuxer: 'mov' }),
    ...['-filter_complex', [split, ...scaled].join(';')],
    ...variants.flatMap((variant, index) => [
      ...['-map', `[out${index}]`, ...pictureEncoder(variant, frameRate, plan.threads)],
      ...['-vsync', 'passthrough', ...muxer(variant.name, frameRate)],
    ]),
    ...['-map', '0:a:0', ...sound, ...muxer(audio.name, frameRate)],
  ];
}

function muxer(name: string, rate: FrameRate): string[] {
  // Half a frame less: the muxer cuts at the first keyframe that is not before this time.
  const seconds = frameTime(GOPS * gopFrames(rate) - 0.5, rate);
  return [
    ...['-map_metadata', '-1', '-map_chapters', '-1'],
    ...[
      '-f',
      'hls',
      '-hls_time',
      seconds.toFixed(6),
      '-hls_playlist_type',
      'vod',
      '-hls_segment_type',
      'fmp4',
    ],
    ...[
      '-hls_flags',
      'single_file+independent_segments',
      '-hls_segment_filename',
      `${name}.mp4`,
      `${name}.m3u8`,
    ],
  ];
}
