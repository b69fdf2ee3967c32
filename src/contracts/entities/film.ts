import { z } from 'zod';
import { Id, Timestamp } from '../ids.ts';
import { QcReport } from '../media.ts';
import { ProblemDetail } from './failure.ts';

/** What stands in a film for one scene. */
export const FilmSegment = z.object({
  sceneId: Id,
  takeKind: z.enum(['image', 'clip']),
  takeId: Id,
  key: z.string(),
  frames: z.int().positive(),
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
  status: z.enum(['queued', 'running', 'succeeded', 'failed', 'canceled']),
  /** Hash of the segments, the song and the settings that it was joined from. */
  fingerprint: z.string(),
  key: z.string().nullable(),
  posterKey: z.string().nullable(),
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
