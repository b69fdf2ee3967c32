import { z } from 'zod';
import { FrameOf } from './thumbnails.ts';
import { OutputTarget } from './urls.ts';

/** Makes a storyboard sheet: one JPEG with a picture of every scene, each with its number and its time. */
export const SheetSpec = z.object({
  kind: z.literal('sheet'),
  /** In the order of the film; numbered from 1. `startSeconds` is where the scene starts in the film. */
  scenes: z
    .array(FrameOf.extend({ startSeconds: z.number().nonnegative() }))
    .min(1)
    .max(1_000),
  /** The film's size, for the shape of the cells. What has another shape is shown whole. */
  width: z.int().positive(),
  height: z.int().positive(),
  output: OutputTarget,
});

export const SheetResult = z.object({
  kind: z.literal('sheet'),
  columns: z.int().positive(),
  rows: z.int().positive(),
  width: z.int().positive(),
  height: z.int().positive(),
  sizeBytes: z.int().positive(),
});
export type SheetResult = z.infer<typeof SheetResult>;
