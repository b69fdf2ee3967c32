import { z } from 'zod';
import { Id, Timestamp } from '../ids.ts';
import { ProblemDetail } from './failure.ts';
import { Segment } from './rendering.ts';

export const TakeStatus = z.enum(['queued', 'running', 'succeeded', 'failed', 'canceled']);
export type TakeStatus = z.infer<typeof TakeStatus>;

/** `uploaded` is the user's own: no model made it, it cost nothing, and no run makes another one in its place. */
export const TakeSource = z.enum(['generated', 'uploaded']);
export type TakeSource = z.infer<typeof TakeSource>;

const takeFields = {
  id: Id,
  projectId: Id,
  sceneId: Id,
  source: TakeSource.default('generated'),
  /** Null for an uploaded take, as are `model` and `promptId`. */
  jobId: Id.nullable(),
  /** Which of the candidates that its job makes for the scene, from 1. */
  candidate: z.int().min(1).default(1),
  status: TakeStatus,
  /** `upload` for an uploaded take. */
  provider: z.string(),
  model: z.string().nullable(),
  /** Null where the model has no seed. */
  seed: z.int().nonnegative().nullable(),
  promptId: Id.nullable(),
  /** Hash of everything the take was made from; another one now means that the take is stale (P6). */
  fingerprint: z.string(),
  /** The provider's id of the prediction, once known. */
  predictionId: z.string().nullable(),
  key: z.string().nullable(),
  contentType: z.string().nullable(),
  sizeBytes: z.int().positive().nullable(),
  /** Size of the picture as the model made it, in pixels; null while it is not known. */
  width: z.int().positive().nullable().default(null),
  height: z.int().positive().nullable().default(null),
  /** A small JPEG of it; null until thumbnails were asked for. */
  thumbnailKey: z.string().nullable().default(null),
  costUsd: z.number().nonnegative(),
  approval: z.enum(['pending', 'approved', 'rejected']),
  /** Segments that were made of it for another cut, newest first: what is undone is not rendered again. */
  earlierSegments: z.array(Segment).default([]),
  failure: ProblemDetail.nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
};

/** One attempt of a picture for a scene. Takes are append-only; the scene points at the selected one (P6). */
export const ImageTake = z.object({
  kind: z.literal('image'),
  ...takeFields,
  /** Pictures of the cast that the model was given, by their ids; empty where it knew them by words alone. */
  references: z.array(Id).default([]),
  /** Camera motion over the still, for a film whose scene has no clip (P11); null where none was asked for. */
  segment: Segment.nullable().default(null),
});
export type ImageTake = z.infer<typeof ImageTake>;

/** One attempt of a moving picture for a scene, made from an image take or uploaded. */
export const ClipTake = z.object({
  kind: z.literal('clip'),
  ...takeFields,
  /** Null for an uploaded clip. */
  imageId: Id.nullable(),
  /** Length that was asked of the model; of an uploaded clip its own. In seconds. */
  requestedSeconds: z.number().positive(),
  segment: Segment.nullable(),
});
export type ClipTake = z.infer<typeof ClipTake>;

/** One decision about one take. Decisions are append-only; the newest one counts. */
export const Approval = z.object({
  kind: z.literal('approval'),
  id: Id,
  projectId: Id,
  sceneId: Id,
  takeId: Id,
  takeKind: z.enum(['image', 'clip']),
  decision: z.enum(['approved', 'rejected']),
  /** Caller id, or `automatic`. */
  decidedBy: z.string(),
  reason: z.string().nullable(),
  /** Fingerprint of the take that was judged. */
  fingerprint: z.string(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Approval = z.infer<typeof Approval>;
