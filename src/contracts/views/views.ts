/**
 * What callers see of a project: over REST, in socket events and in snapshots. Camel case, times ISO 8601 in UTC,
 * durations in seconds, money in USD. Storage keys, owners and other internals stay inside.
 */
import { z } from 'zod';
import {
  ApprovalMode,
  AspectRatio,
  FramesPerSecond,
  LyricLine,
  ProblemDetail,
  ProjectStatus,
  PromptParts,
  Resolution,
  TakeStatus,
  TimedWord,
} from '../entities/index.ts';
import { PROJECT, VIDEO } from '../examples/projects.ts';
import { APPROVAL, CLIP, IMAGE, LYRICS, PROMPT, SCENE, SONG, UPLOAD } from '../examples/song.ts';
import { Id } from '../ids.ts';
import { QcReport } from '../media.ts';
import { born, Time } from './time.ts';

export * from './work.ts';

export const ProjectView = z
  .object({
    id: Id,
    title: z.string().meta({ example: 'Night train' }),
    status: ProjectStatus,
    settings: z.object({
      aspectRatio: AspectRatio,
      resolution: Resolution,
      fps: FramesPerSecond,
      style: z.string(),
      imageModel: z.string(),
      clipModel: z.string(),
      sceneCount: z.int().nullable(),
      approvals: ApprovalMode,
    }),
    budget: z.object({
      capUsd: z.number().nullable(),
      spentUsd: z.number(),
      reservedUsd: z.number(),
    }),
    songId: Id.nullable(),
    filmId: Id.nullable(),
    ...born,
  })
  .meta({ id: 'Project', example: PROJECT });
export type ProjectView = z.infer<typeof ProjectView>;

export const UploadView = z
  .object({
    id: Id,
    projectId: Id,
    purpose: z.enum(['song']),
    fileName: z.string(),
    contentType: z.string(),
    sizeBytes: z.int(),
    status: z.enum(['pending', 'checking', 'ready', 'rejected']),
    failure: ProblemDetail.nullable(),
    ...born,
  })
  .meta({ id: 'Upload', example: UPLOAD });
export type UploadView = z.infer<typeof UploadView>;

export const SongView = z
  .object({
    id: Id,
    fileName: z.string(),
    durationSeconds: z.number(),
    sizeBytes: z.int(),
    format: z.string(),
    codec: z.string(),
    sampleRate: z.int(),
    channels: z.int(),
    ...born,
  })
  .meta({ id: 'Song', example: SONG });
export type SongView = z.infer<typeof SongView>;

export const LyricsView = z
  .object({
    id: Id,
    origin: z.enum(['given', 'heard']),
    format: z.enum(['text', 'lrc', 'srt', 'vtt', 'speech']),
    source: z.string(),
    language: z.string().nullable(),
    lines: z.array(LyricLine),
    words: z.array(TimedWord),
    ...born,
  })
  .meta({ id: 'Lyrics', example: LYRICS });
export type LyricsView = z.infer<typeof LyricsView>;

export const SceneView = z
  .object({
    id: Id,
    index: z.int(),
    startFrame: z.int(),
    endFrame: z.int(),
    startSeconds: z.number(),
    endSeconds: z.number(),
    title: z.string(),
    theme: z.string(),
    mood: z.string(),
    lyricExcerpt: z.string(),
    reasoning: z.string(),
    promptId: Id.nullable(),
    imageId: Id.nullable(),
    clipId: Id.nullable(),
    ...born,
  })
  .meta({ id: 'Scene', example: SCENE });
export type SceneView = z.infer<typeof SceneView>;

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
    ...born,
  })
  .meta({ id: 'Prompt', example: PROMPT });
export type PromptView = z.infer<typeof PromptView>;

const take = {
  id: Id,
  sceneId: Id,
  jobId: Id,
  status: TakeStatus,
  provider: z.string(),
  model: z.string(),
  seed: z.int().nullable(),
  promptId: Id,
  predictionId: z.string().nullable(),
  contentType: z.string().nullable(),
  sizeBytes: z.int().nullable(),
  costUsd: z.number(),
  approval: z.enum(['pending', 'approved', 'rejected']),
  /** The scene points at this take. */
  selected: z.boolean(),
  /** Made from something else than what the scene says now. */
  stale: z.boolean(),
  failure: ProblemDetail.nullable(),
};

export const ImageView = z.object({ ...take, ...born }).meta({ id: 'Image', example: IMAGE });
export type ImageView = z.infer<typeof ImageView>;

export const ClipView = z
  .object({
    ...take,
    imageId: Id,
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

export const FilmView = z
  .object({
    id: Id,
    jobId: Id,
    status: z.enum(['queued', 'running', 'succeeded', 'failed', 'canceled']),
    frames: z.int(),
    durationSeconds: z.number(),
    sizeBytes: z.int().nullable(),
    hasPoster: z.boolean(),
    qc: QcReport.nullable(),
    degraded: z.array(z.object({ sceneId: Id, standIn: z.string() })),
    failure: ProblemDetail.nullable(),
    ...born,
  })
  .meta({ id: 'Video', example: VIDEO });
export type FilmView = z.infer<typeof FilmView>;
