import { z } from 'zod';
import { Loudness } from './analyze-song.ts';
import { FrameRate, FrameSpan } from './frames.ts';
import { QcReport } from './qc-report.ts';
import { InputUrl, OutputTarget } from './urls.ts';

const Segment = z.object({
  input: InputUrl,
  frames: z.int().positive(),
  /** What was found when the segment was made, in its own frames; the report names it in frames of the film. */
  black: z.array(FrameSpan).optional(),
  frozen: z.array(FrameSpan).optional(),
});

/** A caption, in seconds of the film. Where two overlap, the first gives way. */
export const Cue = z.object({
  startSeconds: z.number().nonnegative(),
  endSeconds: z.number().positive(),
  text: z.string().min(1).max(2_000),
});
export type Cue = z.infer<typeof Cue>;

/** Joins segments by stream copy and lays the song under them. The film ends with its last frame. */
export const AssembleSpec = z.object({
  kind: z.literal('assemble'),
  segments: z.array(Segment).min(1),
  /** The song, or what `film-audio` made of it: that is always copied. */
  song: InputUrl,
  songDurationSeconds: z.number().positive(),
  output: OutputTarget,
  frameRate: FrameRate,
  width: z.int().positive(),
  height: z.int().positive(),
  title: z.string(),
  artist: z.string().optional(),
  /** In the order of the film; each ends where the next begins. */
  chapters: z.array(z.object({ title: z.string(), fromFrame: z.int().nonnegative() })).optional(),
  /** A caption track that players offer and do not show by themselves. The language is a BCP 47 tag. */
  captions: z.object({ language: z.string().nullable(), cues: z.array(Cue) }).optional(),
  /** The song's, as measured before; goes into the report. */
  loudness: Loudness.nullable().optional(),
  /** `packets` (if left out) reads the finished film's index, `decode` also decodes all of it: a minute and more. */
  check: z.enum(['packets', 'decode']).optional(),
});

export const AssembleResult = z.object({
  kind: z.literal('assemble'),
  sizeBytes: z.int().positive(),
  qc: QcReport,
});
export type AssembleResult = z.infer<typeof AssembleResult>;
