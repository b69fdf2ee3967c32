import { z } from 'zod';
import { FrameSpan, filmFormat } from './frames.ts';
import { Picture } from './picture.ts';
import { InputUrl, OutputTarget } from './urls.ts';

/** How one scene becomes the next, other than by a cut. A `wipe-left` moves its edge to the left. */
export const Blend = z.enum([
  'crossfade',
  'dip-to-black',
  'dip-to-white',
  'wipe-left',
  'wipe-right',
  'wipe-up',
  'wipe-down',
]);
export type Blend = z.infer<typeof Blend>;

/**
 * A picture, and the frame of it at which the seam begins. `handle` is where the seam's frames of it may lie ready, as a
 * conform job stores them; where there are none, they are taken from the picture.
 */
export const SeamSide = z.object({
  picture: Picture,
  fromFrame: z.int().nonnegative(),
  handle: InputUrl.optional(),
});

/**
 * Makes the seam between two scenes: `frames` frames in which `outgoing` becomes `incoming`, encoded like a segment.
 * Both pictures run on through all of the seam, so that nothing stands still and the film keeps its length. Weight of
 * the incoming picture in frame i is (i + 1) / (frames + 1): neither the first nor the last frame is wholly one side.
 */
export const SeamSpec = z.object({
  kind: z.literal('seam'),
  outgoing: SeamSide,
  incoming: SeamSide,
  blend: Blend,
  frames: z.int().positive(),
  ...filmFormat,
  output: OutputTarget,
});
export type SeamSpec = z.infer<typeof SeamSpec>;

export const SeamResult = z.object({
  kind: z.literal('seam'),
  /** Counted in the finished seam. */
  frames: z.int().positive(),
  sizeBytes: z.int().positive(),
  /** Spans of the seam whose picture is all black, in its own frames. */
  black: z.array(FrameSpan),
});
export type SeamResult = z.infer<typeof SeamResult>;
