import { z } from 'zod';
import { Id, Timestamp } from '../ids.ts';
import { Loudness } from '../media-jobs/analyze-song.ts';

/** What films of a song play, and how loud that is. */
export const FilmSound = z.object({
  /** Of the encoded copy that MP4 can carry; null where films copy the song itself. */
  key: z.string().nullable(),
  /** Null for silence. */
  loudness: Loudness.nullable(),
});
export type FilmSound = z.infer<typeof FilmSound>;

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
  /** Null until a film needed it and it was heard. */
  filmSound: FilmSound.nullable().default(null),
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
  /**
   * Where the times come from: written in the document, set by hand, found by alignment, or estimated between
   * neighbours.
   */
  timing: z.enum(['given', 'set', 'aligned', 'interpolated', 'none']),
});
export type LyricLine = z.infer<typeof LyricLine>;

/** How sure a time is, 0 to 1. */
const Confidence = z.number().min(0).max(1);

/** A word of a line, or a character of a script without spaces, as it is written, with its time. */
export const LyricWord = TimedWord.extend({
  /** As `timing` of a line: written in the document, found by alignment, or estimated between neighbours. */
  origin: z.enum(['given', 'aligned', 'interpolated']),
  confidence: Confidence,
});
export type LyricWord = z.infer<typeof LyricWord>;

/** A line with all that is known of its times. */
export const SungLine = LyricLine.extend({
  /** 1 where the time was given or set; null where nothing was measured: lines that were heard, or have no time. */
  confidence: Confidence.nullable(),
  /** Why the time was set by hand; null where it was not. */
  reason: z.string().nullable(),
  /** Its sung words in order; empty while nothing is known of their times. */
  words: z.array(LyricWord),
});
export type SungLine = z.infer<typeof SungLine>;

/** As stored: lines written before confidences were kept lack them. */
const StoredLine = SungLine.extend({
  confidence: SungLine.shape.confidence.default(null),
  reason: SungLine.shape.reason.default(null),
  words: SungLine.shape.words.default([]),
});

/** How the bytes of a document were read; `source` in that encoding is the document again. */
export const SourceEncoding = z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']);
export type SourceEncoding = z.infer<typeof SourceEncoding>;

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
  /** The document as it was given, to the last character and with its byte order mark; for `heard` the plain text. */
  source: z.string(),
  encoding: SourceEncoding.default('utf-8'),
  lines: z.array(StoredLine),
  words: z.array(TimedWord),
  /** Language as the speech service names it, e.g. `english`; null when unknown. */
  language: z.string().nullable(),
  provider: z.string().nullable(),
  model: z.string().nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Lyrics = z.infer<typeof Lyrics>;
