import type { Shortfall } from '#contracts/media-jobs/picture.ts';

/** How a clip fills a picture. All in frames of the film, but `speed`, a fraction of the clip's own. */
export interface ClipFit {
  readonly speed: number;
  /** How long its last frame stands still at the end. */
  readonly heldFrames: number;
  /** What is cut off at its end. */
  readonly trimmedFrames: number;
}

/**
 * What a clip does that has `givenFrames` behind its in-point for a picture of `neededFrames`: what is too much is
 * trimmed; what lacks is held, or made up for by playing slower, as far as `slowestSpeed` allows.
 */
export function fitClip(input: {
  neededFrames: number;
  givenFrames: number;
  short: Shortfall;
  slowestSpeed: number;
}): ClipFit {
  const { neededFrames, givenFrames, short, slowestSpeed } = input;
  if (givenFrames >= neededFrames)
    return { speed: 1, heldFrames: 0, trimmedFrames: givenFrames - neededFrames };
  const speed = short === 'slow' ? Math.max(slowestSpeed, givenFrames / neededFrames) : 1;
  const played = Math.min(neededFrames, Math.round(givenFrames / speed));
  return { speed, heldFrames: neededFrames - played, trimmedFrames: 0 };
}
