/** What the FFmpeg service finds and makes. See `media.ts`. */
import { z } from 'zod';

/** A frame rate as the exact fraction that FFmpeg takes, in frames per second. */
export const FrameRate = z.object({
  numerator: z.int().positive(),
  denominator: z.int().positive(),
});
export type FrameRate = z.infer<typeof FrameRate>;

/** What a probe found. Figures that the file does not state are null. */
export const ProbeResult = z.object({
  kind: z.literal('probe'),
  /** FFmpeg's demuxer, e.g. `mp3`, `ogg`, `mov,mp4,m4a,3gp,3g2,mj2`. */
  format: z.string(),
  sizeBytes: z.int().nonnegative(),
  /** Seconds. The container's own figure where its packets confirm it within 0.1 s, else that of the packets. 0 for an image. */
  durationSeconds: z.number().nonnegative(),
  audio: z
    .object({
      codec: z.string(),
      sampleRate: z.int().positive(),
      channels: z.int().positive(),
      bitRate: z.int().positive().nullable(),
    })
    .nullable(),
  video: z
    .object({
      codec: z.string(),
      width: z.int().positive(),
      height: z.int().positive(),
      pixelFormat: z.string().nullable(),
      frameRate: FrameRate.nullable(),
      frames: z.int().positive().nullable(),
      rotationDegrees: z.number(),
    })
    .nullable(),
});
export type ProbeResult = z.infer<typeof ProbeResult>;

export const PrepareAudioResult = z.object({
  kind: z.literal('prepare-audio'),
  sizeBytes: z.int().positive(),
  durationSeconds: z.number().positive(),
});
export type PrepareAudioResult = z.infer<typeof PrepareAudioResult>;

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

export const AssembleResult = z.object({
  kind: z.literal('assemble'),
  sizeBytes: z.int().positive(),
  qc: QcReport,
});
export type AssembleResult = z.infer<typeof AssembleResult>;

export const PosterResult = z.object({
  kind: z.literal('poster'),
  width: z.int().positive(),
  height: z.int().positive(),
  sizeBytes: z.int().positive(),
});
export type PosterResult = z.infer<typeof PosterResult>;
