import { z } from 'zod';
import { FrameRate } from './frames.ts';
import { InputUrl } from './urls.ts';

/** What kind of file the bytes must turn out to be; the demuxer is named from the sniffed type, not the name. */
export const MediaClass = z.enum(['audio', 'video', 'image']);
export type MediaClass = z.infer<typeof MediaClass>;

/** Inspects a file by demuxing it whole (packets counted, nothing decoded). */
export const ProbeSpec = z.object({
  kind: z.literal('probe'),
  input: InputUrl,
  expect: MediaClass,
  /** A picture with more pixels is refused from its header, before anything is decoded. */
  maxPixels: z.int().positive().optional(),
});

/** What a probe found. Figures that the file does not state are null. */
export const ProbeResult = z.object({
  kind: z.literal('probe'),
  /** FFmpeg's demuxer, e.g. `mp3`, `ogg`, `mov,mp4,m4a,3gp,3g2,mj2`. */
  format: z.string(),
  sizeBytes: z.int().nonnegative(),
  /**
   * Seconds. The container's own figure where its packets confirm it within 0.1 s, else that of the packets. The silence
   * that a song has by its edit list counts. 0 for an image.
   */
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
