import { z } from 'zod';

/** A frame rate as the exact fraction that FFmpeg takes, in frames per second. */
export const FrameRate = z.object({
  numerator: z.int().positive(),
  denominator: z.int().positive(),
});
export type FrameRate = z.infer<typeof FrameRate>;

/** Rate and size of a film, in frames per second and pixels. */
export const filmFormat = {
  frameRate: FrameRate,
  width: z.int().positive().multipleOf(2),
  height: z.int().positive().multipleOf(2),
};

/** Frames `fromFrame` to `toFrame`, the latter not included. */
export const FrameSpan = z.object({
  fromFrame: z.int().nonnegative(),
  toFrame: z.int().positive(),
});
export type FrameSpan = z.infer<typeof FrameSpan>;
