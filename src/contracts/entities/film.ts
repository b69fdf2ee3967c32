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
  /** Spans of a scene's own frames that are all black, or in which nothing moves, counted from its first. */
  black: z.array(FrameSpan).default([]),
  frozen: z.array(FrameSpan).default([]),
  /** From here on the last frame of a clip that is too short is held; null where none is. */
  heldFromFrame: z.int().positive().nullable().default(null),
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

/** A span of the film that is black or stands still though nobody asked for that. */
export const UnaskedSpan = z.object({
  what: z.enum(['black', 'frozen']),
  sceneId: Id,
  ...FrameSpan.shape,
});
export type UnaskedSpan = z.infer<typeof UnaskedSpan>;

/** The proof that comes with a film, and what of it people should look at. */
export const FilmReport = QcReport.extend({ unasked: z.array(UnaskedSpan).default([]) });
export type FilmReport = z.infer<typeof FilmReport>;

/** Where players may jump to: a scene, from the planned boundary on, in the middle of the blend into it. */
export const Chapter = z.object({ title: z.string(), fromFrame: z.int().nonnegative() });
export type Chapter = z.infer<typeof Chapter>;

/** Captions as a track that players offer. */
export const FilmCaptions = z.object({
  /** A BCP 47 tag; null where the language is not known. */
  language: z.string().nullable(),
  /** In order, in seconds of the film; rows of a text are parted by a newline. */
  cues: z.array(
    z.object({
      startSeconds: z.number().nonnegative(),
      endSeconds: z.number().nonnegative(),
      text: z.string(),
    }),
  ),
});
export type FilmCaptions = z.infer<typeof FilmCaptions>;

/** A joined film. Films are append-only; the project points at the newest that succeeded. */
export const Film = z.object({
  kind: z.literal('film'),
  id: Id,
  projectId: Id,
  jobId: Id,
  /** An animatic is made of stills, before there are clips, and never becomes the project's film. */
  purpose: z.enum(['film', 'animatic']).default('film'),
  status: z.enum(['queued', 'running', 'succeeded', 'failed', 'canceled']),
  /** Hash of what it is joined from: segments, song, and what the file says and carries beside them. */
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
  qc: FilmReport.nullable(),
  /** Scenes that carry a declared stand-in instead of their clip (P11). */
  degraded: z.array(StandIn),
  /** What it is joined from, in film order, settled when it was begun. */
  segments: z.array(FilmSegment).default([]),
  /** What its file says of it; settled with the segments. The title is null in films of before it was kept. */
  title: z.string().nullable().default(null),
  artist: z.string().nullable().default(null),
  chapters: z.array(Chapter).default([]),
  /** Null where no line of the song had a time. */
  captions: FilmCaptions.nullable().default(null),
  failure: ProblemDetail.nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Film = z.infer<typeof Film>;
