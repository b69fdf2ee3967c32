import { z } from 'zod';
import { FrameSpan, filmFormat } from './frames.ts';
import { Picture } from './picture.ts';
import { Blend, SeamResult, SeamSide } from './seam.ts';
import { OutputTarget } from './urls.ts';

/**
 * Frames of the picture beside the segment that its seams are to be made of, from `fromFrame` on: stored as they are
 * before captions and without loss, so that a seam need not decode the clip up to them.
 */
const Handle = z.object({
  fromFrame: z.int().nonnegative(),
  frames: z.int().positive(),
  output: OutputTarget,
});

/**
 * The seam that follows the segment: `frames` frames in which what follows in the picture becomes `incoming`, as a seam
 * job would make it. `captions` are those over the picture's part of it; by its `fingerprint` the result names it.
 */
const SeamBeside = z.object({
  fingerprint: z.string().min(1),
  captions: z.string().optional(),
  incoming: SeamSide,
  blend: Blend,
  frames: z.int().positive(),
  output: OutputTarget,
});
export type SeamBeside = z.infer<typeof SeamBeside>;

/**
 * Makes a segment: `frames` frames of a picture from its frame `fromFrame` on, no sound, encoded so that the segments
 * and seams of one film join by stream copy.
 */
export const ConformSpec = z.object({
  kind: z.literal('conform'),
  picture: Picture,
  fromFrame: z.int().nonnegative(),
  frames: z.int().positive(),
  ...filmFormat,
  output: OutputTarget,
  handles: z.array(Handle).max(2).default([]),
  seam: SeamBeside.optional(),
});
export type ConformSpec = z.infer<typeof ConformSpec>;

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
  /** How the picture got into the frame: what `auto` came to. */
  fill: z.enum(['crop', 'pad', 'blur']).default('crop'),
  /** How fast the clip plays, as a fraction of its own speed. */
  speed: z.number().positive().max(1).default(1),
  /** How many handles were stored: all that were asked for, or none where the picture is better cut anew for its seams. */
  handles: z.int().nonnegative().default(0),
  /** The seam, where it was made; null where none was asked for or it is better made by itself. */
  seam: SeamResult.omit({ kind: true }).extend({ fingerprint: z.string() }).nullable().default(null),
  /** Spans of the segment that are all black, in its own frames, captions aside. */
  black: z.array(FrameSpan).default([]),
  /** Spans of at least half a second in which nothing moves; those that were asked for (a held still) too. */
  frozen: z.array(FrameSpan).default([]),
});
export type ConformResult = z.infer<typeof ConformResult>;
