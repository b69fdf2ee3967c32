import { z } from 'zod';
import { FrameRate } from './frames.ts';

/** The proof that comes with every film (invariant P8). */
export const QcReport = z.object({
  expectedFrames: z.int().positive(),
  frames: z.int().nonnegative(),
  frameRate: FrameRate,
  width: z.int().positive(),
  height: z.int().positive(),
  videoCodec: z.string(),
  audioCodec: z.string(),
  /** True where the artist's audio packets were copied, false where the container format forced an encode. */
  audioCopied: z.boolean(),
  songDurationSeconds: z.number().positive(),
  videoDurationSeconds: z.number().positive(),
  audioDurationSeconds: z.number().positive(),
  /** Video duration minus song duration. */
  differenceMilliseconds: z.number(),
  /** Start of the audio minus start of the video as presented. */
  startOffsetMilliseconds: z.number(),
  /** True when every frame's presentation time is its number divided by the frame rate. */
  timestampsExact: z.boolean(),
  problems: z.array(z.string()),
  passed: z.boolean(),
});
export type QcReport = z.infer<typeof QcReport>;
