/** What was rendered for a film, and from what: segments (a scene's own frames) and the seams between scenes. */
import { z } from 'zod';
import { Id, Timestamp } from '../ids.ts';
import { FrameSpan, filmFormat } from '../media-jobs/frames.ts';
import { Fill, Shortfall } from '../media-jobs/picture.ts';
import { Blend } from '../media-jobs/seam.ts';
import { StillMotion } from '../media-jobs/still-motion.ts';
import { ProblemDetail } from './failure.ts';

/** A take as it is to be seen in its scene, seams included; see `Picture` of the media jobs. */
export const TakePicture = z.object({
  takeId: Id,
  takeKind: z.enum(['image', 'clip']),
  /** Null for a clip, which moves by itself. */
  motion: StillMotion.nullable(),
  fill: Fill,
  inSeconds: z.number().nonnegative(),
  frames: z.int().positive(),
  short: Shortfall,
  slowestSpeed: z.number(),
  /** What is burned into the frames that are rendered of it: an ASS script; null where no caption is in them. */
  captions: z.string().nullable().default(null),
});
export type TakePicture = z.infer<typeof TakePicture>;

/** A picture from its frame `fromFrame` on. */
const PictureCut = z.object({ picture: TakePicture, fromFrame: z.int().nonnegative() });
export type PictureCut = z.infer<typeof PictureCut>;

const rendered = { frames: z.int().positive(), ...filmFormat };

export const SegmentRecipe = z.object({ ...PictureCut.shape, ...rendered });
export type SegmentRecipe = z.infer<typeof SegmentRecipe>;

export const SeamRecipe = z.object({
  outgoing: PictureCut,
  incoming: PictureCut,
  blend: Blend,
  ...rendered,
});
export type SeamRecipe = z.infer<typeof SeamRecipe>;

/** What was seen in a segment when it was made, in its own frames. */
const seen = {
  /** Spans that are all black, captions aside. */
  black: z.array(FrameSpan).default([]),
  /** Spans of at least half a second in which nothing moves. */
  frozen: z.array(FrameSpan).default([]),
  /** From here on the last frame of a clip that is too short is held; null where none is. */
  heldFromFrame: z.int().positive().nullable().default(null),
};

/** A take in project size and rate with exactly the frames of its scene that no seam has, ready to be joined. */
export const Segment = z.object({
  status: z.enum(['queued', 'ready', 'failed']),
  /** Hash of what its frames depend on. */
  fingerprint: z.string(),
  key: z.string(),
  frames: z.int().positive(),
  /** Null where it was made before recipes were kept; its fingerprint fits nothing any more. */
  recipe: SegmentRecipe.nullable().default(null),
  ...seen,
});
export type Segment = z.infer<typeof Segment>;

/**
 * The frames in which one scene becomes the next, rendered or to be rendered. There is one row per fingerprint. It lives
 * in the object only: a lost one is rendered again.
 */
export const Seam = z.object({
  kind: z.literal('seam'),
  id: Id,
  projectId: Id,
  /** The scene that it led into when it was asked for. */
  sceneId: Id,
  status: z.enum(['queued', 'ready', 'failed', 'canceled']),
  /** Hash of what its frames depend on. */
  fingerprint: z.string(),
  key: z.string(),
  recipe: SeamRecipe,
  /** Spans that are black on purpose, in its own frames. */
  black: z.array(FrameSpan),
  failure: ProblemDetail.nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Seam = z.infer<typeof Seam>;
