import type { FrameRate } from '#contracts/media.ts';
import type { StillMotion } from '#contracts/media-jobs/still-motion.ts';
import { framesPerSecond, trackTimescale } from '../frame-time.ts';
import { h264Level } from '../h264-level.ts';
import { inputArguments, type LocalInput } from './input.ts';
import { motionFilter, SUPERSAMPLE } from './still-motion.ts';

/** What a conform run makes of which stream. */
export interface ConformPlan {
  input: LocalInput;
  /** The clip's picture stream, and its matrix as ffprobe names it. */
  stream: { index: number; height: number; colorSpace: string | undefined };
  /** The camera's move over a still; null holds it, and is for clips. */
  motion: StillMotion | null;
  frames: number;
  frameRate: FrameRate;
  width: number;
  height: number;
  threads: number;
  /** Name of the segment to write. */
  output: string;
  /** Name of the file that gets a line for every frame that the clip itself gave. */
  frameList: string;
}

/**
 * A clip becomes a segment of exactly `frames` frames, made so that segments join by stream copy:
 *
 * - The same parameter sets whatever the content: fixed profile, level and references, colours written by us,
 *   `stitchable` (x264 then leaves the headers alone).
 * - No B-frames: presentation order is decoding order, so there is no reordering delay, no edit list and no
 *   negative offset that a join could shift. Costs some 10 % of size and buys exact times.
 * - Closed GOPs of two seconds, and a track time scale in which every frame is a whole number of ticks.
 */
export function conformArguments(plan: ConformPlan): string[] {
  const gop = Math.max(1, Math.round(2 * framesPerSecond(plan.frameRate)));
  const threads = String(plan.threads);
  return [
    ...['-threads', threads, ...inputArguments(plan.input)],
    ...['-map', `0:${plan.stream.index}`, '-vf', conformFilter(plan), '-frames:v', String(plan.frames)],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20', '-profile:v', 'high'],
    ...['-level:v', h264Level(plan.width, plan.height, framesPerSecond(plan.frameRate))],
    ...['-bf', '0', '-g', String(gop), '-keyint_min', String(Math.ceil(gop / 2)), '-flags', '+cgop'],
    ...['-x264-params', X264_PARAMETERS, '-threads', threads],
    ...['-video_track_timescale', String(trackTimescale(plan.frameRate))],
    ...['-map_metadata', '-1', '-map_chapters', '-1', '-fflags', '+bitexact', '-movflags', '+faststart'],
    ...['-f', 'mp4', plan.output],
  ];
}

/**
 * `force-cfr`: the time base of the parameter sets is the frame rate, not that of the source. `chromaloc`: nor do they
 * tell where the source had its chroma; that of a JPEG lies elsewhere than that of most clips.
 */
const X264_PARAMETERS =
  'stitchable=1:force-cfr=1:ref=1:open-gop=0:colorprim=bt709:transfer=bt709:colormatrix=bt709:range=tv:chromaloc=0';

/** The picture's way: retime, fill the frame and crop, convert to BT.709, count, then hold the last frame. */
export function conformFilter(plan: Omit<ConformPlan, 'input' | 'threads' | 'output'>): string {
  const { frameRate, motion } = plan;
  const [width, height] =
    motion === null ? [plan.width, plan.height] : [plan.width * SUPERSAMPLE, plan.height * SUPERSAMPLE];
  return [
    // The first frame is frame 0, also where the clip's sound starts before its picture.
    'setpts=PTS-STARTPTS',
    ...(motion === null ? [`fps=${frameRate.numerator}/${frameRate.denominator}`] : []),
    // `dar` and not iw/ih: pixels need not be square. Quotes keep the commas from ending the filter.
    `scale=w='max(${width},ceil(${height}*dar/2)*2)':h='max(${height},ceil(${width}/dar/2)*2)'` +
      `:flags=bicubic:in_color_matrix=${sourceMatrix(plan.stream)}:out_color_matrix=bt709:out_range=tv`,
    `crop=${width}:${height}`,
    'setsar=1',
    ...(motion === null ? [] : [motionFilter(motion, plan)]),
    'format=yuv420p',
    // Newer FFmpegs take the encoder's colour tags from the frames and not from the command line.
    'setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709',
    // `metadata=print` prints only frames that have metadata.
    'metadata=mode=add:key=source:value=1',
    `metadata=mode=print:file=${plan.frameList}`,
    'tpad=stop_mode=clone:stop=-1',
  ].join(',');
}

/**
 * The matrix to read a clip with. Untagged clips are read as players read them: BT.709 from 720 lines on, BT.601
 * below. (FFmpeg's scaler by itself takes BT.601 for all of them, which shifts the colours of HD.)
 */
function sourceMatrix(stream: ConformPlan['stream']): string {
  if (stream.colorSpace !== undefined && stream.colorSpace !== 'unknown') return 'auto';
  return stream.height >= 720 ? 'bt709' : 'bt601';
}
