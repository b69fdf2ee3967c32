import type { Blend } from '#contracts/media-jobs/seam.ts';

/** How soft a wipe's edge is, as a fraction of the way that it goes. */
const EDGE = 0.02;

/** The shares of the picture that is laid over another, frame by frame: a raw video of tiny frames. */
export interface SeamMask {
  /** Pixels of one frame; a wipe across needs the film's width and a few lines, and so on. */
  width: number;
  height: number;
  /** Frames of three equal planes (yuv444p), 0 to 255 for shares of 0 to 255/256. */
  bytes: Buffer;
}

/** The share of the incoming picture in frame `frame`: neither the first nor the last frame is wholly one side. */
export function incomingShare(frame: number, frames: number): number {
  return (frame + 1) / (frames + 1);
}

/** Frames of a dip that show the outgoing picture; the others show the incoming one. */
export function outgoingFramesOfDip(frames: number): number {
  return Math.floor(frames / 2);
}

/** Whether a blend goes by way of a colour, and by which. */
export function dipColour(blend: Blend): 'black' | 'white' | null {
  if (blend === 'dip-to-black') return 'black';
  return blend === 'dip-to-white' ? 'white' : null;
}

/**
 * The mask of a blend. What it lays on is the incoming picture over the outgoing one, or the colour of a dip over
 * whichever picture is shown.
 */
export function seamMask(blend: Blend, frames: number, film: { width: number; height: number }): SeamMask {
  const across = blend === 'wipe-left' || blend === 'wipe-right';
  const down = blend === 'wipe-up' || blend === 'wipe-down';
  const width = across ? film.width : 2;
  const height = down ? film.height : 2;
  const bytes = Buffer.alloc(frames * 3 * width * height);
  let at = 0;
  for (let frame = 0; frame < frames; frame += 1) {
    const share = incomingShare(frame, frames);
    for (let plane = 0; plane < 3; plane += 1) {
      for (let y = 0; y < height; y += 1) {
        for (let x = 0; x < width; x += 1) {
          bytes[at] = asByte(shareAt(blend, share, across ? (x + 0.5) / width : (y + 0.5) / height));
          at += 1;
        }
      }
    }
  }
  return { width, height, bytes };
}

/** @param place Where along the way of the edge, from the left or the top: 0 to 1. */
function shareAt(blend: Blend, share: number, place: number): number {
  switch (blend) {
    case 'crossfade':
      return share;
    case 'dip-to-black':
    case 'dip-to-white':
      return 1 - Math.abs(2 * share - 1);
    case 'wipe-left':
    case 'wipe-up':
      return behindEdge(1 - place, share);
    case 'wipe-right':
    case 'wipe-down':
      return behindEdge(place, share);
    default:
      return blend satisfies never;
  }
}

/** 1 where the edge has passed, 0 where it has not come yet. Half of it shows at `share`. */
function behindEdge(place: number, share: number): number {
  return Math.min(1, Math.max(0, (share - place) / EDGE + 0.5));
}

/** `maskedmerge` divides by 256. */
function asByte(share: number): number {
  return Math.min(255, Math.round(share * 256));
}
