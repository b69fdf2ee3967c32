import { z } from 'zod';
import { Id, Timestamp } from '../ids.ts';

/** A song that was uploaded, proven readable and measured. */
export const Song = z.object({
  kind: z.literal('song'),
  id: Id,
  projectId: Id,
  uploadId: Id,
  fileName: z.string(),
  key: z.string(),
  sizeBytes: z.int().positive(),
  durationSeconds: z.number().positive(),
  /** FFmpeg's demuxer and codec names. */
  format: z.string(),
  codec: z.string(),
  sampleRate: z.int().positive(),
  channels: z.int().positive(),
  bitRate: z.int().positive().nullable(),
  /** Key of the smaller copy made for the speech service; null until one was needed and made. */
  speechKey: z.string().nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Song = z.infer<typeof Song>;

export const TimedWord = z.object({
  text: z.string(),
  startSeconds: z.number().nonnegative(),
  endSeconds: z.number().nonnegative(),
});
export type TimedWord = z.infer<typeof TimedWord>;

/** One line of lyrics. Times are null while nothing is known of them. */
export const LyricLine = z.object({
  text: z.string(),
  startSeconds: z.number().nonnegative().nullable(),
  endSeconds: z.number().nonnegative().nullable(),
  /** Where the times come from: written by the user, found by alignment, or estimated between neighbours. */
  timing: z.enum(['given', 'aligned', 'interpolated', 'none']),
});
export type LyricLine = z.infer<typeof LyricLine>;

/**
 * Words of the song. `given` was supplied by the user and its text never changes (P9); `heard` is what a speech
 * service understood, `corrected` what a user made of that. All may exist side by side; none overwrites another.
 */
export const Lyrics = z.object({
  kind: z.literal('lyrics'),
  id: Id,
  projectId: Id,
  origin: z.enum(['given', 'heard', 'corrected']),
  format: z.enum(['text', 'lrc', 'srt', 'vtt', 'speech']),
  /** The document as it was given, byte for byte; for `heard` the plain text. */
  source: z.string(),
  lines: z.array(LyricLine),
  words: z.array(TimedWord),
  /** Language as the speech service names it, e.g. `english`; null when unknown. */
  language: z.string().nullable(),
  provider: z.string().nullable(),
  model: z.string().nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Lyrics = z.infer<typeof Lyrics>;
