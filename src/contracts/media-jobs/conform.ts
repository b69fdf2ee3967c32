import { z } from 'zod';
import { filmFormat } from './frames.ts';
import { Picture } from './picture.ts';
import { OutputTarget } from './urls.ts';

/**
 * Makes a segment: `frames` frames of a picture from its frame `fromFrame` on, no sound, encoded so that the segments
 * and seams of one film join by stream copy.
 */
export const ConformSpec = z.object({
  kind: z.literal('conform'),
  picture: Picture,
  fromFrame: z.int().nonnegative(),
  frames: z.int().positive(),
  ...filmFormat,
  output: OutputTarget,
});
export type ConformSpec = z.infer<typeof ConformSpec>;

export const ConformResult = z.object({
  kind: z.literal('conform'),
  /** Counted in the finished segment. */
  frames: z.int().positive(),
  sizeBytes: z.int().positive(),
  /** Frames that the clip itself gave; fewer than `frames` means that the last one was held. */
  sourceFrames: z.int().positive(),
  /** Size of the clip's picture as it was given, in pixels. */
  sourceWidth: z.int().positive().optional(),
  sourceHeight: z.int().positive().optional(),
});
export type ConformResult = z.infer<typeof ConformResult>;
