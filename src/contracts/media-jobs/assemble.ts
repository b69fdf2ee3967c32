import { z } from 'zod';
import { FrameRate } from './frames.ts';
import { QcReport } from './qc-report.ts';
import { InputUrl, OutputTarget } from './urls.ts';

/** Joins segments by stream copy and lays the song under them. The film ends with its last frame. */
export const AssembleSpec = z.object({
  kind: z.literal('assemble'),
  segments: z.array(z.object({ input: InputUrl, frames: z.int().positive() })).min(1),
  song: InputUrl,
  songDurationSeconds: z.number().positive(),
  output: OutputTarget,
  frameRate: FrameRate,
  width: z.int().positive(),
  height: z.int().positive(),
  title: z.string(),
  artist: z.string().optional(),
});

export const AssembleResult = z.object({
  kind: z.literal('assemble'),
  sizeBytes: z.int().positive(),
  qc: QcReport,
});
export type AssembleResult = z.infer<typeof AssembleResult>;
