/** What callers see of what is made of a film beside itself. See `views.ts` for the conventions. */
import { z } from 'zod';
import { ProblemDetail, Rendition, RenditionFormat, SheetCell } from '../entities/index.ts';
import { RENDITION, SHEET } from '../examples/renditions.ts';
import { Id } from '../ids.ts';
import { born } from './time.ts';

export const RenditionView = z
  .object({
    id: Id,
    videoId: Id,
    jobId: Id,
    /** A smaller file, or `hls`: a stream in every quality that the film has the pixels for. */
    format: RenditionFormat,
    status: Rendition.shape.status,
    /** In pixels; of a stream those of its best variant. */
    width: z.int().nullable(),
    height: z.int().nullable(),
    /** All files together. */
    sizeBytes: z.int().nullable(),
    /** What a player of the stream can choose from, best first; empty for a single file. */
    variants: Rendition.shape.variants,
    failure: ProblemDetail.nullable(),
    ...born,
  })
  .meta({ id: 'Rendition', example: RENDITION });
export type RenditionView = z.infer<typeof RenditionView>;

export const SheetView = z
  .object({
    id: Id,
    jobId: Id,
    status: Rendition.shape.status,
    /** What it shows, in film order, from the first row to the last. */
    cells: z.array(SheetCell),
    columns: z.int().nullable(),
    rows: z.int().nullable(),
    /** In pixels. */
    width: z.int().nullable(),
    height: z.int().nullable(),
    sizeBytes: z.int().nullable(),
    failure: ProblemDetail.nullable(),
    ...born,
  })
  .meta({ id: 'StoryboardSheet', example: SHEET });
export type SheetView = z.infer<typeof SheetView>;
