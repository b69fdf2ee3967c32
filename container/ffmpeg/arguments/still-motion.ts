import type { FrameRate } from '#contracts/media.ts';
import type { StillMotion } from '#contracts/media-jobs/still-motion.ts';

/** The picture is made this much larger before the camera moves, so that a step is finer than a pixel of the film. */
export const SUPERSAMPLE = 2;

/** How far the camera goes: the closest view shows this fraction less than the whole. */
const TRAVEL = 0.12;

/** One still becomes `frames` frames under a camera that moves evenly from the first to the last of them. */
export function motionFilter(
  motion: StillMotion,
  film: { frames: number; frameRate: FrameRate; width: number; height: number },
): string {
  const { frames, frameRate, width, height } = film;
  const way = `on/${Math.max(1, frames - 1)}`;
  const { zoom, across } = MOVES[motion](way);
  return [
    // Chroma is kept at full size, or else it would move in steps of two pixels.
    'format=yuv444p',
    `zoompan=z='${zoom}':x='(iw-iw/zoom)*${across}':y='(ih-ih/zoom)/2':d=${frames}` +
      `:s=${width}x${height}:fps=${frameRate.numerator}/${frameRate.denominator}`,
    'setsar=1',
  ].join(',');
}

/** The zoom, and where the view lies between the left edge (0) and the right one (1), along the way from 0 to 1. */
const MOVES: Readonly<Record<StillMotion, (way: string) => { zoom: string; across: string }>> = {
  'zoom-in': (way) => ({ zoom: `1+${TRAVEL}*${way}`, across: '0.5' }),
  'zoom-out': (way) => ({ zoom: `${1 + TRAVEL}-${TRAVEL}*${way}`, across: '0.5' }),
  'pan-right': (way) => ({ zoom: `${1 + TRAVEL}`, across: `${way}` }),
  'pan-left': (way) => ({ zoom: `${1 + TRAVEL}`, across: `(1-${way})` }),
};
