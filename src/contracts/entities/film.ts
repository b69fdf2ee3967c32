import { z } from 'zod';
import { Id, Timestamp } from '../ids.ts';
import { QcReport } from '../media.ts';
import { FrameSpan } from '../media-jobs/frames.ts';
import { Blend } from '../media-jobs/seam.ts';
import { ProblemDetail } from './failure.ts';

/** What stands in a film for one scene, or between two of them. */
export const FilmSegment = z.object({
  sceneId: Id,
  takeKind: z.enum(['image', 'clip']),
  takeId: Id,
  key: z.string(),
  frames: z.int().positive(),
  /** Set for the seam from another scene's take into this one; null for the scene's own frames. */
  seam: z
    .object({
      blend: Blend,
      fromSceneId: Id,
      fromTakeKind: z.enum(['image', 'clip']),
      fromTakeId: Id,
      /** Spans that are black on purpose, in its own frames. */
      black: z.array(FrameSpan),
    })
    .nullable()
    .default(null),
});
export type FilmSegment = z.infer<typeof FilmSegment>;

/** A scene whose clip a film has to do without: what stands in for it, and why (P11). */
export const StandIn = z.object({
  sceneId: Id,
  standIn: z.string(),
  /** For people. */
  reason: z.string().default(''),
});
export type StandIn = z.infer<typeof StandIn>;

/** A joined film. Films are append-only; the project points at the newest that succeeded. */
export const Film = z.object({
  kind: z.literal('film'),
  id: Id,
  projectId: Id,
  jobId: Id,
  /** An animatic is made of stills, before there are clips, and never becomes the project's film. */
  purpose: z.enum(['film', 'animatic']).default('film'),
  status: z.enum(['queued', 'running', 'succeeded', 'failed', 'canceled']),
  /** Hash of the segments, the song and the settings that it was joined from. */
  fingerprint: z.string(),
  key: z.string().nullable(),
  posterKey: z.string().nullable(),
  /** The scene that somebody chose for the poster; null leaves it to the pictures. */
  posterWish: Id.nullable().default(null),
  /** The scene that the poster shows; null while there is none, and of films from before it was kept. */
  posterSceneId: Id.nullable().default(null),
  sizeBytes: z.int().positive().nullable(),
  frames: z.int().positive(),
  durationSeconds: z.number().positive(),
  qc: QcReport.nullable(),
  /** Scenes that carry a declared stand-in instead of their clip (P11). */
  degraded: z.array(StandIn),
  /** What it is joined from, in film order, settled when it was begun. */
  segments: z.array(FilmSegment).default([]),
  failure: ProblemDetail.nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Film = z.infer<typeof Film>;
