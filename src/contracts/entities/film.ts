import { z } from 'zod';
import { Id, Timestamp } from '../ids.ts';
import { QcReport } from '../media.ts';
import { ProblemDetail } from './failure.ts';

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
  degraded: z.array(z.object({ sceneId: Id, standIn: z.string() })),
  failure: ProblemDetail.nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Film = z.infer<typeof Film>;
