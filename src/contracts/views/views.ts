/**
 * What callers see of a project: over REST, in socket events and in snapshots. Camel case, times ISO 8601 in UTC,
 * durations in seconds, money in USD. Storage keys, owners and other internals stay inside.
 */
import { z } from 'zod';
import { CaptionSettings } from '../captions.ts';
import {
  ApprovalMode,
  AspectRatio,
  Chapter,
  FilmReport,
  FilmSegment,
  Footage,
  FramesPerSecond,
  ProblemDetail,
  ProjectStatus,
  Resolution,
  SceneCast,
  SceneCut,
  SetTempo,
  ShortClips,
  SourceEncoding,
  StandIn,
  SungLine,
  TimedWord,
  Transition,
  UploadFacts,
  UploadKind,
  UploadStatus,
} from '../entities/index.ts';
import { PROJECT, VIDEO } from '../examples/projects.ts';
import { LYRICS, SCENE, UPLOAD } from '../examples/song.ts';
import { Id } from '../ids.ts';
import { Fill } from '../media-jobs/picture.ts';
import { born, Time } from './time.ts';

export * from './approvals.ts';
export * from './edits.ts';
export * from './look.ts';
export * from './renditions.ts';
export * from './song.ts';
export * from './takes.ts';
export * from './work.ts';

export const ProjectView = z
  .object({
    id: Id,
    title: z.string().meta({ example: 'Night train' }),
    /** Who made the song; goes into the film's metadata. */
    artist: z.string().nullable(),
    status: ProjectStatus,
    settings: z.object({
      aspectRatio: AspectRatio,
      resolution: Resolution,
      fps: FramesPerSecond,
      style: z.string(),
      /** As `id@version`, see `GET /api/style-packs`. */
      stylePack: z.string().nullable(),
      imageModel: z.string(),
      clipModel: z.string(),
      sceneCount: z.int().nullable(),
      approvals: ApprovalMode,
      /** How pictures of another shape get into the frame. */
      fill: Fill,
      /** What a clip does that is shorter than its scene. */
      shortClips: ShortClips,
      /** How scenes become the next one where they do not say so themselves. */
      transition: Transition,
      /** What is burned into the pictures. */
      captions: CaptionSettings,
    }),
    budget: z.object({
      capUsd: z.number().nullable(),
      spentUsd: z.number(),
      reservedUsd: z.number(),
    }),
    songId: Id.nullable(),
    /** Set by hand where the project was imported from; the song's own as soon as there is one. */
    importedTempo: SetTempo.nullable(),
    filmId: Id.nullable(),
    ...born,
  })
  .meta({ id: 'Project', example: PROJECT });
export type ProjectView = z.infer<typeof ProjectView>;

export const UploadView = z
  .object({
    id: Id,
    projectId: Id,
    kind: UploadKind,
    /** The scene that an image or a clip is for; null for songs and references. */
    sceneId: Id.nullable(),
    fileName: z.string(),
    contentType: z.string(),
    sizeBytes: z.int(),
    status: UploadStatus,
    /** What the probe found; null until then. */
    facts: UploadFacts.nullable(),
    /** The image or clip that it became. */
    takeId: Id.nullable(),
    failure: ProblemDetail.nullable(),
    /** When it is given up unless it was completed by then. */
    expiresAt: Time.nullable(),
    ...born,
  })
  .meta({ id: 'Upload', example: UPLOAD });
export type UploadView = z.infer<typeof UploadView>;

export const LyricsView = z
  .object({
    id: Id,
    origin: z.enum(['given', 'heard', 'corrected']),
    format: z.enum(['text', 'lrc', 'srt', 'vtt', 'speech']),
    source: z.string(),
    encoding: SourceEncoding,
    language: z.string().nullable(),
    lines: z.array(SungLine),
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
    /** How the scene before becomes this one; null is the project's way. The first scene's has no effect. */
    transition: Transition.nullable(),
    /** Seconds of the scene's clip that are left out at its beginning. */
    clipInSeconds: z.number().nonnegative(),
    /** How the scene came to start where it does. */
    cut: SceneCut,
    footage: Footage.nullable(),
    /** Members of the cast whose part here is another one than everywhere. */
    cast: z.array(SceneCast),
    /** Name and version of the instructions by which a model planned it; null where none did. */
    systemPrompt: z.string().nullable(),
    /** Times and words of a locked scene are changed by no edit and no new plan. */
    locked: z.boolean(),
    promptId: Id.nullable(),
    imageId: Id.nullable(),
    clipId: Id.nullable(),
    /** Whether the selected image or clip was made from something else than what the scene says now. */
    stale: z.object({ image: z.boolean(), clip: z.boolean() }),
    /** The selected clip or image of which there is a small picture; null where there is of neither. */
    thumbnailTakeId: Id.nullable(),
    ...born,
  })
  .meta({ id: 'Scene', example: SCENE });
export type SceneView = z.infer<typeof SceneView>;

export const FilmView = z
  .object({
    id: Id,
    jobId: Id,
    /** An animatic is made of stills, before there are clips, and never becomes the project's film. */
    purpose: z.enum(['film', 'animatic']),
    status: z.enum(['queued', 'running', 'succeeded', 'failed', 'canceled']),
    frames: z.int(),
    durationSeconds: z.number(),
    sizeBytes: z.int().nullable(),
    hasPoster: z.boolean(),
    /** The scene that the poster shows; null while there is none. */
    posterSceneId: Id.nullable(),
    /** Its chapters: a scene each, from the planned boundary on. */
    chapters: z.array(Chapter),
    /** The track of captions that players offer, and how many it has; null where no line of the song had a time. */
    captions: z.object({ language: z.string().nullable(), count: z.int() }).nullable(),
    /** The proof that it is right; `unasked` names what is black or stands still though nobody asked for that. */
    qc: FilmReport.nullable(),
    degraded: z.array(StandIn),
    /** The takes that stand for the scenes, and the seams between them, in film order. */
    segments: z.array(FilmSegment.omit({ key: true })),
    failure: ProblemDetail.nullable(),
    ...born,
  })
  .meta({ id: 'Video', example: VIDEO });
export type FilmView = z.infer<typeof FilmView>;
