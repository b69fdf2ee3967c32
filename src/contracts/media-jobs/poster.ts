import { z } from 'zod';
import { InputUrl, OutputTarget } from './urls.ts';

/** Takes one frame of a clip or film as a JPEG; `atSeconds` is clamped to what the file holds. */
export const PosterSpec = z.object({
  kind: z.literal('poster'),
  input: InputUrl,
  output: OutputTarget,
  atSeconds: z.number().nonnegative(),
  maxWidth: z.int().positive(),
});

export const PosterResult = z.object({
  kind: z.literal('poster'),
  width: z.int().positive(),
  height: z.int().positive(),
  sizeBytes: z.int().positive(),
});
export type PosterResult = z.infer<typeof PosterResult>;
