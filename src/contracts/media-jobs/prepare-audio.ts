import { z } from 'zod';
import { InputUrl, OutputTarget } from './urls.ts';

/** Makes a small mono MP3 of a song that a speech service accepts; never larger than `maxBytes`. */
export const PrepareAudioSpec = z.object({
  kind: z.literal('prepare-audio'),
  input: InputUrl,
  output: OutputTarget,
  maxBytes: z.int().positive(),
});

export const PrepareAudioResult = z.object({
  kind: z.literal('prepare-audio'),
  sizeBytes: z.int().positive(),
  durationSeconds: z.number().positive(),
});
export type PrepareAudioResult = z.infer<typeof PrepareAudioResult>;
