import { z } from 'zod';
import { Loudness } from './analyze-song.ts';
import { FrameRate, FrameSpan } from './frames.ts';

/** The proof that comes with every film (invariant P8). What has a default is not in reports of older films. */
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
  /** Frames minus the song's length in whole frames; 0 in every film that passed. */
  differenceFrames: z.int().default(0),
  /** Start of the audio minus start of the video as presented. */
  startOffsetMilliseconds: z.number(),
  /** True when every frame's presentation time is its number divided by the frame rate. */
  timestampsExact: z.boolean(),
  /** H.264 profile and level, e.g. `High` and `3.1`. */
  videoProfile: z.string().nullable().default(null),
  videoLevel: z.string().nullable().default(null),
  pixelFormat: z.string().nullable().default(null),
  /** In Hz. */
  audioSampleRate: z.int().positive().nullable().default(null),
  audioChannels: z.int().positive().nullable().default(null),
  /** Chapters that a player finds. */
  chapters: z.int().nonnegative().default(0),
  /** Spans of the film that are all black, and spans in which nothing moves, as found in its segments or the film. */
  black: z.array(FrameSpan).default([]),
  frozen: z.array(FrameSpan).default([]),
  /** The film's own is the song's where its sound was copied and not decoded. */
  loudness: z
    .object({ song: Loudness.nullable(), film: Loudness.nullable() })
    .default({ song: null, film: null }),
  /** Complaints of the decoder; null where the film was not decoded. */
  decodeErrors: z.int().nonnegative().nullable().default(null),
  problems: z.array(z.string()),
  passed: z.boolean(),
});
export type QcReport = z.infer<typeof QcReport>;
