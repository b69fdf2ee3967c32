import { z } from 'zod';
import { Id, Timestamp } from '../ids.ts';
import { ProblemDetail } from './failure.ts';

/** What a file is meant to be: the project's song, a scene's own picture or clip, or a picture of the cast. */
export const UploadKind = z.enum(['song', 'image', 'clip', 'reference']);
export type UploadKind = z.infer<typeof UploadKind>;

/**
 * - `pending`: presigned; the file is on its way
 * - `checking`: it is there, its first bytes look right, and it is being probed
 * - `ready`: it became the project's song or a take of its scene, or can be a reference of the cast
 * - `rejected`: it cannot be used, and `failure` says why
 * - `expired`: it was never completed; what had arrived of it is removed
 */
export const UploadStatus = z.enum(['pending', 'checking', 'ready', 'rejected', 'expired']);
export type UploadStatus = z.infer<typeof UploadStatus>;

/** What the probe found in a file. Figures that its kind does not have are null. */
export const UploadFacts = z.object({
  /** FFmpeg's names of demuxer and codec. */
  format: z.string(),
  codec: z.string(),
  durationSeconds: z.number().positive().nullable(),
  /** Pixels as shown, i.e. after the rotation that the file asks for. */
  width: z.int().positive().nullable(),
  height: z.int().positive().nullable(),
  frames: z.int().positive().nullable(),
  hasSound: z.boolean(),
});
export type UploadFacts = z.infer<typeof UploadFacts>;

/** A file on its way in: presigned, then put by the client, then proven. */
export const Upload = z.object({
  kind: z.literal('upload'),
  id: Id,
  projectId: Id,
  purpose: UploadKind,
  /** The scene that an image or a clip is for; null for songs and references. */
  sceneId: Id.nullable().default(null),
  fileName: z.string(),
  contentType: z.string(),
  sizeBytes: z.int().positive(),
  /** Object key in the media bucket. */
  key: z.string(),
  /** Storage's id of the multipart upload that a large file comes in by, and the size of its parts; else null. */
  multipart: z.object({ id: z.string(), partBytes: z.int().positive() }).nullable().default(null),
  /** When it is given up unless it was completed; null for those that never are. */
  expiresAt: Timestamp.nullable().default(null),
  status: UploadStatus,
  facts: UploadFacts.nullable().default(null),
  /** The take that it became; null for songs and references, and until then. */
  takeId: Id.nullable().default(null),
  failure: ProblemDetail.nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Upload = z.infer<typeof Upload>;
