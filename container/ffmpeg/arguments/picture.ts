import type { StillMotion } from '#contracts/media-jobs/still-motion.ts';
import { burnCaptions } from './burn-captions.ts';
import { inputArguments, type LocalInput } from './input.ts';
import { BT709_TAGS, colourFilters, type SourceColour } from './picture-colour.ts';
import { fillFilters } from './picture-fill.ts';
import { coveringSize, type SettledFill, type Size } from './picture-shape.ts';
import { type Cut, type PictureTiming, timingFilters } from './picture-timing.ts';
import type { FilmFormat } from './segment-encoding.ts';
import { canvasSize, motionFilter } from './still-motion.ts';
import { turnArguments, turnFilters } from './turn.ts';

/** Everything that is settled about a picture before FFmpeg sees it. */
export interface PicturePlan {
  input: LocalInput;
  stream: {
    index: number;
    /** As displayed: square pixels, upright. */
    size: Size;
    colour: SourceColour;
    isInterlaced: boolean;
    isStill: boolean;
  };
  fill: SettledFill;
  /** The camera's move over a still, which takes all `frames` of the picture. */
  motion: { move: StillMotion; frames: number } | null;
  inSeconds: number;
  timing: PictureTiming;
  /** Where decoding starts and where that lies, both in seconds; null starts at the beginning. */
  seek: { to: number; origin: number } | null;
  cut: Cut;
  /** Name of the ASS script in the job's folder. */
  captions: string | null;
  /** Name of the file that gets a line for every frame that the clip itself gave. */
  frameList: string;
  /** The cut's frames as {@link readyArguments} made them, without captions; null where they come from the file itself. */
  ready: LocalInput | null;
}

/** Frames of a picture that lie ready in a file, without captions: those of the cut from frame `skipped` of it on. */
export interface ReadyFrames extends Pick<PicturePlan, 'cut' | 'captions'> {
  ready: LocalInput;
  skipped: number;
}

function isReady(
  plan: PicturePlan | ReadyFrames,
): plan is ReadyFrames | (PicturePlan & { ready: LocalInput }) {
  return plan.ready !== null;
}

/** The arguments up to and with `-i`. */
export function pictureInput(plan: PicturePlan | ReadyFrames, threads: number): string[] {
  if (isReady(plan)) return ['-threads', String(threads), ...inputArguments(plan.ready)];
  const { input, seek } = plan;
  return [
    // A clip that changes its size half-way must not begin the filters anew: the scaler follows.
    ...['-threads', String(threads), '-reinit_filter', '0'],
    // From the key frame before, every frame: the filters choose.
    ...(seek === null ? [] : ['-noaccurate_seek', '-ss', seek.to.toFixed(6)]),
    ...turnArguments(input),
    ...inputArguments(input),
  ];
}

/** The stream that {@link pictureFilter} takes, e.g. `0:1`. */
export function pictureStream(plan: PicturePlan | ReadyFrames, input: number): string {
  return `${input}:${isReady(plan) ? 0 : plan.stream.index}`;
}

/** Makes the cut's frames ready in a file, as they are before captions and without loss: decoding them again is cheap. */
export function readyArguments(
  plan: PicturePlan,
  film: FilmFormat,
  threads: number,
  output: string,
): string[] {
  const filter = pictureFilter({ ...plan, captions: null }, film, 'ready');
  return [
    ...['-filter_complex_threads', String(threads), ...pictureInput(plan, threads)],
    ...['-filter_complex', `[${pictureStream(plan, 0)}]${filter}[film]`, '-map', '[film]'],
    ...[
      '-frames:v',
      String(plan.cut.frames),
      '-c:v',
      'utvideo',
      '-threads',
      String(threads),
      '-f',
      'nut',
      output,
    ],
  ];
}

/**
 * The part of a filter graph that makes the cut's frames out of the decoded stream: in the film's size and rate, BT.709,
 * numbered from 0. It begins and ends within a chain, so that pads or further filters can be written to both of its ends.
 *
 * The order is for speed: frames are dropped and doubled before, and held after, the work on pixels.
 *
 * @param watch Filters that look at the picture before captions cover it.
 */
export function pictureFilter(
  plan: PicturePlan | ReadyFrames,
  film: FilmFormat,
  name: string,
  watch: string[] = [],
): string {
  const end = [BT709_TAGS, ...watch, ...captionFilters(plan)];
  if (isReady(plan)) {
    const { numerator, denominator } = film.frameRate;
    const skip = 'skipped' in plan ? [`trim=start_frame=${plan.skipped}`] : [];
    return [...skip, `settb=${denominator}/${numerator}`, 'setpts=N', 'format=yuv420p', ...end].join(',');
  }
  const { stream, timing, cut, motion } = plan;
  const frame = motion === null ? film : canvasSize(film);
  const dropped = cut.fromFrame - timing.leadFrame;
  return [
    ...(stream.isInterlaced ? ['yadif=mode=send_frame:deint=interlaced'] : []),
    ...timingFilters(timing, stream.isStill ? 0 : plan.inSeconds, film.frameRate, plan.seek?.origin),
    ...(stream.isStill ? ['trim=end_frame=1'] : []),
    // `metadata=print` prints only frames that have metadata.
    'metadata=mode=add:key=source:value=1',
    `metadata=mode=print:file=${plan.frameList}`,
    'metadata=mode=delete:key=source',
    ...turnFilters(plan.input),
    ...colourFilters(stream.colour, stream.size, coveringSize(stream.size, frame)),
    fillFilters(plan.fill, stream.size, frame, stream.colour, name),
    'tpad=stop_mode=clone:stop=-1',
    `trim=start_frame=${dropped}:end_frame=${dropped + cut.frames}`,
    // By number: behind `overlay`, `tpad` gives the first held frame the time of the one before it.
    'setpts=N',
    ...(motion === null ? [] : [motionFilter({ ...motion, fromFrame: cut.fromFrame }, film)]),
    'format=yuv420p',
    ...end,
  ].join(',');
}

/** Captions go by the picture's time, of which the cut begins somewhere. */
export function captionFilters({ captions, cut }: Pick<PicturePlan, 'captions' | 'cut'>): string[] {
  if (captions === null) return [];
  return [`setpts=PTS+${cut.fromFrame}`, burnCaptions(captions), `setpts=PTS-${cut.fromFrame}`];
}
