/**
 * A project as one JSON document, to keep or to take into another account. It has no secrets, no URLs, no money spent
 * and no files; of takes it says how they were made. A change that older readers cannot read raises the version.
 */
import { z } from 'zod';
import {
  CAST_APPEARANCE_LENGTH,
  CAST_NAME_LENGTH,
  CastMember,
  MOST_CAST,
  MOST_IN_SCENE,
  ProjectSettings,
  Prompt,
  PromptParts,
  Scene,
  SceneCast,
  SceneCut,
  SetTempo,
  SourceEncoding,
  SungLine,
  TimedWord,
  Transition,
} from './entities/index.ts';
import { PROJECT_DOCUMENT } from './examples/project-document.ts';

/**
 * The version that is written, and the newest that is read; 2 brought the cast, 3 the tempo. Older ones are read as well.
 */
export const DOCUMENT_VERSION = 3;

const text = z.string().max(20_000);
const shortText = z.string().max(2000);

const DocumentPrompt = z.strictObject({
  /** From 1, without gaps. */
  version: z.int().positive(),
  /** Whether the scene's takes are made from it; of at most one. */
  current: z.boolean(),
  origin: Prompt.shape.origin,
  model: shortText.nullable(),
  parts: z.strictObject(PromptParts.shape),
});

/** How a selected take was made. It stays in the document as history: an import has no file of it. */
const DocumentTake = z.strictObject({
  id: shortText,
  source: z.enum(['generated', 'uploaded']),
  provider: shortText,
  model: shortText.nullable(),
  seed: z.int().nonnegative().nullable(),
  promptVersion: z.int().nullable(),
  /** Of a clip, in seconds; null for an image. */
  requestedSeconds: z.number().positive().nullable(),
  approval: z.enum(['pending', 'approved', 'rejected']),
});

/** One of the cast, without pictures: those are files, which are uploaded again. */
const DocumentCast = z.strictObject({
  id: shortText,
  kind: CastMember.shape.castKind,
  name: z.string().trim().min(1).max(CAST_NAME_LENGTH),
  appearance: z.string().trim().min(1).max(CAST_APPEARANCE_LENGTH),
  prominence: CastMember.shape.prominence,
});

const DocumentScene = z.strictObject({
  id: shortText,
  startFrame: z.int().nonnegative(),
  endFrame: z.int().positive().max(10_000_000),
  title: shortText,
  theme: text,
  mood: text,
  lyricExcerpt: text,
  reasoning: text,
  cut: z.strictObject({ ...SceneCut.shape, reason: shortText }),
  transition: z.strictObject(Transition.shape).nullable(),
  clipInSeconds: z.number().nonnegative().max(100_000),
  locked: z.boolean(),
  footage: Scene.shape.footage,
  /** Parts that differ from the cast's own; ids are those of the document's cast. */
  cast: z
    .array(z.strictObject({ ...SceneCast.shape, castId: shortText }))
    .max(MOST_IN_SCENE)
    .default([]),
  prompts: z.array(DocumentPrompt).max(500),
  takes: z.strictObject({ image: DocumentTake.nullable(), clip: DocumentTake.nullable() }),
});

const TimedWords = z.array(z.strictObject({ ...TimedWord.shape, text: shortText })).max(20_000);
const Lines = z
  .array(z.object({ ...SungLine.shape, text: shortText, reason: shortText.nullable() }))
  .max(5000);

export const ProjectDocument = z
  .strictObject({
    format: z.literal('omvee-project'),
    version: z.int().min(1).max(DOCUMENT_VERSION),
    project: z.strictObject({
      id: shortText,
      title: z.string().trim().min(1).max(200),
      artist: z.string().trim().min(1).max(200).nullable(),
      budgetUsd: z.number().nonnegative().max(100_000).nullable(),
      settings: ProjectSettings,
    }),
    /** What the song was; its file is uploaded again. */
    song: z
      .strictObject({
        fileName: shortText,
        durationSeconds: z.number().positive(),
        sizeBytes: z.int().positive(),
        format: shortText,
        codec: shortText,
        sampleRate: z.int().positive(),
        channels: z.int().positive(),
      })
      .nullable(),
    /** As it was set by hand; null where the measured one holds. */
    tempo: z.strictObject(SetTempo.shape).nullable().default(null),
    /** As they were given, to the byte, with the times known of each line. */
    lyrics: z
      .strictObject({
        format: z.enum(['text', 'lrc', 'srt', 'vtt']),
        source: z.string().min(1).max(500_000),
        encoding: SourceEncoding,
        lines: Lines,
        words: TimedWords,
      })
      .nullable(),
    /** The correction of what was heard; null where there is none. */
    transcript: z
      .strictObject({ language: shortText.nullable(), lines: Lines, words: TimedWords })
      .nullable(),
    cast: z.array(DocumentCast).max(MOST_CAST).default([]),
    /** In film order; they tile the film. */
    scenes: z.array(DocumentScene).max(400),
  })
  .meta({ id: 'ProjectDocument', example: PROJECT_DOCUMENT });
export type ProjectDocument = z.infer<typeof ProjectDocument>;
