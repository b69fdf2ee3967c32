import { z } from 'zod';
import { FrameRate } from './frames.ts';
import { InputUrl, OutputTarget } from './urls.ts';

/** A frame of a clip, segment or film by its number; or a picture, of which it is the only one. */
export const FrameOf = z.object({
  input: InputUrl,
  /** Behind the last frame it is one of the last. */
  frame: z.int().nonnegative(),
  frameRate: FrameRate,
});
export type FrameOf = z.infer<typeof FrameOf>;

/** Takes one small JPEG of each of many files, e.g. of every scene. */
export const ThumbnailsSpec = z.object({
  kind: z.literal('thumbnails'),
  pictures: z
    .array(FrameOf.extend({ output: OutputTarget }))
    .min(1)
    .max(1_000),
  /** Pixels. Nothing is enlarged. */
  maxWidth: z.int().positive().max(4_096),
});

export const ThumbnailsResult = z.object({
  kind: z.literal('thumbnails'),
  /** In the order of the spec. */
  pictures: z.array(
    z.object({ width: z.int().positive(), height: z.int().positive(), sizeBytes: z.int().positive() }),
  ),
});
export type ThumbnailsResult = z.infer<typeof ThumbnailsResult>;
