import type { Fill } from '#contracts/media-jobs/picture.ts';

/** A width and a height, in pixels. */
export interface Size {
  width: number;
  height: number;
}

/** A {@link Fill} that is decided. */
export type SettledFill = Exclude<Fill, 'auto'>;

/** What `auto` may cut off a picture, as a fraction of its area. */
const MAX_LOST_BY_CROPPING = 0.25;

/**
 * The size of a picture as displayed: pixels made square by widening, turned upright.
 *
 * @param aspect ffprobe's sample aspect ratio, e.g. `64:45`.
 * @param rotationDegrees Clockwise.
 */
export function displayedSize(stored: Size, aspect: string | undefined, rotationDegrees: number): Size {
  const [across = 0, down = 0] = (aspect ?? '').split(':').map(Number);
  const stretch = across > 0 && down > 0 ? across / down : 1;
  const width = stored.width * stretch;
  const isSideways = rotationDegrees % 180 > 45 && rotationDegrees % 180 < 135;
  return isSideways ? { width: stored.height, height: width } : { width, height: stored.height };
}

/** How a picture gets into a frame where the choice may have been left to us. */
export function settleFill(fill: Fill, picture: Size, frame: Size): SettledFill {
  if (fill !== 'auto') return fill;
  const ratio = picture.width / picture.height / (frame.width / frame.height);
  return 1 - Math.min(ratio, 1 / ratio) <= MAX_LOST_BY_CROPPING ? 'crop' : 'blur';
}

/** The smallest size of the picture's shape that covers the frame; even, at least the frame itself. */
export function coveringSize(picture: Size, frame: Size): Size {
  const scale = Math.max(frame.width / picture.width, frame.height / picture.height);
  return {
    width: Math.max(frame.width, even(picture.width * scale)),
    height: Math.max(frame.height, even(picture.height * scale)),
  };
}

/** The largest size of the picture's shape that the frame holds; even. */
export function containedSize(picture: Size, frame: Size): Size {
  const scale = Math.min(frame.width / picture.width, frame.height / picture.height);
  return {
    width: Math.min(frame.width, Math.max(2, even(picture.width * scale))),
    height: Math.min(frame.height, Math.max(2, even(picture.height * scale))),
  };
}

export function even(pixels: number): number {
  return 2 * Math.round(pixels / 2);
}
