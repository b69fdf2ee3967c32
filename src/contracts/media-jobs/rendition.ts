import { z } from 'zod';
import { FrameRate } from './frames.ts';
import { InputUrl, OutputTarget } from './urls.ts';

/** Sizes that films are also made in: pixels of the shorter side, which is the height unless the film is upright. */
export const Quality = z.enum(['1080p', '720p', '480p']);
export type Quality = z.infer<typeof Quality>;

interface Size {
  width: number;
  height: number;
}

/** The size of a film in a quality: in its own shape, even, and never larger than the film. */
export function renditionSize({ width, height }: Size, quality: Quality): Size {
  const scale = Math.min(1, Number.parseInt(quality, 10) / Math.min(width, height));
  const even = (pixels: number) => Math.max(2, Math.round((pixels * scale) / 2) * 2);
  return { width: even(width), height: even(height) };
}

/** The qualities that a film has the pixels for, best first; of a film smaller than all of them, the least. */
export function qualitiesOf({ width, height }: Size): Quality[] {
  const fitting = Quality.options.filter(
    (quality) => Number.parseInt(quality, 10) <= Math.min(width, height),
  );
  return fitting.length > 0 ? fitting : ['480p'];
}

/** Makes a smaller film of a film: the same frames, its sound, chapters and captions copied. */
export const RenditionSpec = z.object({
  kind: z.literal('rendition'),
  input: InputUrl,
  quality: Quality,
  /** The film's; the rendition must have the same. */
  frames: z.int().positive(),
  frameRate: FrameRate,
  output: OutputTarget,
});

export const RenditionResult = z.object({
  kind: z.literal('rendition'),
  width: z.int().positive(),
  height: z.int().positive(),
  /** Counted in the finished file. */
  frames: z.int().positive(),
  /** True where the film is no larger than was asked for: its pictures were copied. */
  copied: z.boolean(),
  sizeBytes: z.int().positive(),
});
export type RenditionResult = z.infer<typeof RenditionResult>;
