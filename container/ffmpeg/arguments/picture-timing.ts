import { MediaFailure } from '#container/media-failure.ts';
import type { FrameRate } from '#contracts/media.ts';
import type { Picture } from '#contracts/media-jobs/picture.ts';
import { framesPerSecond } from '../frame-time.ts';

/** The frames of a picture that are wanted, by number. */
export interface Cut {
  fromFrame: number;
  frames: number;
}

/** When a clip's pictures are shown, in seconds from the first of them. */
export interface ClipTimes {
  /** Start of the last picture. */
  last: number;
  /** End of the last picture. */
  end: number;
}

/** When the frames of a cut are taken from a clip. */
export interface PictureTiming {
  /** Fraction of its own speed at which the clip plays. */
  speed: number;
  /** The first frame of the picture that is taken from the clip; those before the cut's first are dropped again. */
  leadFrame: number;
  /** Frames of the cut that the clip gives; the rest holds the last one. */
  sourceFrames: number;
}

/** What a clip without a time of its own gives: a still, or a single frame. */
const HELD: PictureTiming = { speed: 1, leadFrame: 0, sourceFrames: 1 };

/**
 * Where in a clip the frames of a cut lie. Throws `input-unreadable` where the in-point is behind the clip's end.
 *
 * @param times `still` for a single picture, `enough` for a clip that is known to be longer than is needed.
 */
export function timePicture(
  picture: Pick<Picture, 'inSeconds' | 'frames' | 'short' | 'slowestSpeed'>,
  cut: Cut,
  rate: FrameRate,
  times: ClipTimes | 'still' | 'enough',
): PictureTiming {
  if (times === 'still') return HELD;
  if (times === 'enough') return { speed: 1, leadFrame: cut.fromFrame, sourceFrames: cut.frames };
  refuseLateStart(picture.inSeconds, times.end);
  if (times.last <= 0) return HELD;
  const inFrames = (seconds: number) => (seconds - picture.inSeconds) * framesPerSecond(rate);
  const available = inFrames(times.end);
  const speed =
    picture.short === 'slow' ? Math.min(1, Math.max(picture.slowestSpeed, available / picture.frames)) : 1;
  const given = Math.max(1, Math.round(available / speed));
  // One before that in which the last picture appears: if it is shown for less than a frame, it may not appear at all.
  const safe = Math.max(0, Math.round(inFrames(times.last) / speed) - 1);
  return {
    speed,
    leadFrame: Math.min(cut.fromFrame, safe),
    sourceFrames: Math.min(cut.frames, Math.max(1, given - cut.fromFrame)),
  };
}

function refuseLateStart(inSeconds: number, end: number): void {
  if (inSeconds < end - 0.001) return;
  throw new MediaFailure(
    'input-unreadable',
    `The clip ends after ${end.toFixed(2)} s, before the ${inSeconds.toFixed(2)} s from which it is to be used.`,
  );
}

/** Part of a frame by which pictures are moved back in time, see {@link timingFilters}. */
const BIAS = 0.0137;

/**
 * Filters that give a clip the film's rate, its frame 0 being the picture's `leadFrame`. The clip's own clock is divided
 * into ticks of which a frame of the film takes a whole number, so that a cut takes the very pictures that the uncut
 * one shows. The bias keeps pictures from lying exactly between two frames, where rounding would decide.
 *
 * @param origin The time, on the filter's clock and in seconds, of the clip's first picture; undefined: the first that
 * comes is the first.
 */
export function timingFilters(
  { speed, leadFrame }: Pick<PictureTiming, 'speed' | 'leadFrame'>,
  inSeconds: number,
  rate: FrameRate,
  origin?: number,
): string[] {
  const perFrame = Math.max(1, Math.min(10_000, Math.floor(1e9 / rate.numerator)));
  const start = origin === undefined ? 'STARTPTS' : `${origin.toFixed(6)}/TB`;
  const shift = BIAS * perFrame - leadFrame * perFrame;
  return [
    `settb=${rate.denominator}/${rate.numerator * perFrame}`,
    `setpts='floor((PTS-${start}-${inSeconds.toFixed(6)}/TB)/${speed.toFixed(9)}+${shift.toFixed(3)}+0.5)'`,
    // `pass`: a last picture that is shown for less than half a frame is shown for one.
    `fps=${rate.numerator}/${rate.denominator}:start_time=0:eof_action=pass`,
  ];
}
