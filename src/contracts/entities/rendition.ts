/** What is made of a finished film, and of what there is of one: smaller films, and sheets of pictures. */
import { z } from 'zod';
import { Id, Timestamp } from '../ids.ts';
import { HlsResult } from '../media-jobs/hls.ts';
import { Quality } from '../media-jobs/rendition.ts';
import { ProblemDetail } from './failure.ts';

/** What a film can also be had as: a smaller file, or a stream in all of its qualities. */
export const RenditionFormat = z.enum([...Quality.options, 'hls']);
export type RenditionFormat = z.infer<typeof RenditionFormat>;

const MadeStatus = z.enum(['queued', 'running', 'succeeded', 'failed', 'canceled']);

/** A film in another form. Renditions are append-only: what failed is made again as another one. */
export const Rendition = z.object({
  kind: z.literal('rendition'),
  id: Id,
  projectId: Id,
  filmId: Id,
  jobId: Id,
  format: RenditionFormat,
  status: MadeStatus,
  /** Of HLS that of the master playlist, beside which the other files are. */
  key: z.string().nullable(),
  /** In pixels; of HLS those of the best variant. */
  width: z.int().positive().nullable(),
  height: z.int().positive().nullable(),
  /** All files together. */
  sizeBytes: z.int().positive().nullable(),
  /** What a player of the stream can choose from, best first; empty for a single file. */
  variants: HlsResult.shape.variants,
  failure: ProblemDetail.nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Rendition = z.infer<typeof Rendition>;

/** What a storyboard sheet shows of one scene. */
export const SheetCell = z.object({
  sceneId: Id,
  takeKind: z.enum(['image', 'clip']),
  takeId: Id,
  /** Of the clip, counted in frames of the project; 0 for an image. */
  frame: z.int().nonnegative(),
  startSeconds: z.number().nonnegative(),
});
export type SheetCell = z.infer<typeof SheetCell>;

/** One picture of the whole storyboard. It lives in the object only: a lost one is made again. */
export const Sheet = z.object({
  kind: z.literal('sheet'),
  id: Id,
  projectId: Id,
  jobId: Id,
  status: MadeStatus,
  /** Hash of what it shows. */
  fingerprint: z.string(),
  key: z.string().nullable(),
  cells: z.array(SheetCell),
  columns: z.int().positive().nullable(),
  rows: z.int().positive().nullable(),
  width: z.int().positive().nullable(),
  height: z.int().positive().nullable(),
  sizeBytes: z.int().positive().nullable(),
  failure: ProblemDetail.nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Sheet = z.infer<typeof Sheet>;
