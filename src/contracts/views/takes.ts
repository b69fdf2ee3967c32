/** What callers see of prompts, takes and decisions. See `views.ts` for the conventions. */
import { z } from 'zod';
import { ProblemDetail, PromptParts, TakeSource, TakeStatus } from '../entities/index.ts';
import { APPROVAL, CLIP, IMAGE, PROMPT } from '../examples/song.ts';
import { Id } from '../ids.ts';
import { born, Time } from './time.ts';

export const PromptView = z
  .object({
    id: Id,
    sceneId: Id,
    version: z.int(),
    parts: PromptParts,
    imageText: z.string(),
    clipText: z.string(),
    origin: z.enum(['model', 'planner', 'user']),
    model: z.string().nullable(),
    /** Name and version of the instructions by which the model wrote it; null where none did. */
    systemPrompt: z.string().nullable(),
    /** The scene's takes are made from this version. */
    current: z.boolean(),
    ...born,
  })
  .meta({ id: 'Prompt', example: PROMPT });
export type PromptView = z.infer<typeof PromptView>;

const take = {
  id: Id,
  sceneId: Id,
  /** `uploaded` is the user's own; job, model, seed and prompt are null then. */
  source: TakeSource,
  jobId: Id.nullable(),
  /** Which of the candidates that its job makes for the scene, from 1. */
  candidate: z.int(),
  status: TakeStatus,
  provider: z.string(),
  model: z.string().nullable(),
  seed: z.int().nullable(),
  promptId: Id.nullable(),
  promptVersion: z.int().nullable(),
  predictionId: z.string().nullable(),
  contentType: z.string().nullable(),
  sizeBytes: z.int().nullable(),
  /** In pixels; null while not known. */
  width: z.int().nullable(),
  height: z.int().nullable(),
  /** Whether there is a small picture of it, see `POST …/thumbnails`. */
  hasThumbnail: z.boolean(),
  costUsd: z.number(),
  approval: z.enum(['pending', 'approved', 'rejected']),
  /** The scene points at this take. */
  selected: z.boolean(),
  /** Made from something else than what the scene says now. */
  stale: z.boolean(),
  failure: ProblemDetail.nullable(),
};

export const ImageView = z
  .object({
    ...take,
    /** Pictures of the cast that the model was given; empty where it knew them by words alone. */
    references: z.array(Id),
    ...born,
  })
  .meta({ id: 'Image', example: IMAGE });
export type ImageView = z.infer<typeof ImageView>;

export const ClipView = z
  .object({
    ...take,
    imageId: Id.nullable(),
    requestedSeconds: z.number(),
    segment: z.enum(['none', 'queued', 'ready', 'failed']),
    ...born,
  })
  .meta({ id: 'Clip', example: CLIP });
export type ClipView = z.infer<typeof ClipView>;

export const ApprovalView = z
  .object({
    id: Id,
    sceneId: Id,
    takeId: Id,
    takeKind: z.enum(['image', 'clip']),
    decision: z.enum(['approved', 'rejected']),
    decidedBy: z.string(),
    reason: z.string().nullable(),
    fingerprint: z.string(),
    createdAt: Time,
  })
  .meta({ id: 'Approval', example: APPROVAL });
export type ApprovalView = z.infer<typeof ApprovalView>;
