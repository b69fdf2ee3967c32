import { z } from 'zod';
import { FrameOf } from './thumbnails.ts';
import { InputUrl, OutputTarget } from './urls.ts';

/** Takes one frame of a clip or film as a JPEG; `atSeconds` is clamped to what the file holds. */
export const PosterSpec = z.object({
  kind: z.literal('poster'),
  input: InputUrl,
  output: OutputTarget,
  atSeconds: z.number().nonnegative(),
  maxWidth: z.int().positive(),
});

/** Takes the brightest of some frames, or the only one given, as a JPEG. White ones count as flashes and come last. */
export const BrightestPosterSpec = z.object({
  kind: z.literal('brightest-poster'),
  candidates: z.array(FrameOf).min(1).max(200),
  output: OutputTarget,
  maxWidth: z.int().positive(),
});

const picture = {
  width: z.int().positive(),
  height: z.int().positive(),
  sizeBytes: z.int().positive(),
};

export const PosterResult = z.object({ kind: z.literal('poster'), ...picture });
export type PosterResult = z.infer<typeof PosterResult>;

export const BrightestPosterResult = z.object({
  kind: z.literal('brightest-poster'),
  /** Index of the chosen candidate. */
  chosen: z.int().nonnegative(),
  ...picture,
});
export type BrightestPosterResult = z.infer<typeof BrightestPosterResult>;
