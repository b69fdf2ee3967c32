import { z } from 'zod';
import { Id, Timestamp } from '../ids.ts';
import { Footage, SceneCast } from './look.ts';
import { Transition } from './transition.ts';

/** What a cut lies on: a mark of the music or the words, the wish itself, or a place that limits forced. */
export const CutOnto = z.enum(['section', 'downbeat', 'beat', 'moment', 'line', 'phrase', 'wish', 'limit']);
export type CutOnto = z.infer<typeof CutOnto>;

/** How a scene came to start where it does. */
export const SceneCut = z.object({
  onto: CutOnto,
  /** From the wished place to the cut, in seconds; negative where the cut is earlier. */
  movedSeconds: z.number(),
  /** In words for people. */
  reason: z.string(),
});
export type SceneCut = z.infer<typeof SceneCut>;

/** Where nobody wrote down how the scene came to start there. */
export const UNKNOWN_CUT: SceneCut = { onto: 'wish', movedSeconds: 0, reason: '' };

/**
 * One scene of the storyboard. Scenes tile the film (P7): the first starts at frame 0, each starts where the one
 * before ends, the last ends with the film. Frames are absolute: `round(seconds × fps)`.
 */
export const Scene = z.object({
  kind: z.literal('scene'),
  id: Id,
  projectId: Id,
  /** Position in the film, from 0. */
  index: z.int().nonnegative(),
  startFrame: z.int().nonnegative(),
  endFrame: z.int().positive(),
  title: z.string(),
  theme: z.string(),
  mood: z.string(),
  lyricExcerpt: z.string(),
  reasoning: z.string(),
  /** How the scene before becomes this one; null is the project's way. The first scene's has no effect. */
  transition: Transition.nullable().default(null),
  /** Seconds of the scene's clip that are left out at its beginning. */
  clipInSeconds: z.number().nonnegative().default(0),
  cut: SceneCut.default(UNKNOWN_CUT),
  /** Null where nobody said. */
  footage: Footage.nullable().default(null),
  /** Members of the cast whose part here is another one than everywhere. */
  cast: z.array(SceneCast).default([]),
  /** Name and version of the instructions by which a model planned it; null where none did. */
  systemPrompt: z.string().nullable().default(null),
  /** Times and words of a locked scene are changed by no edit and no new plan. */
  locked: z.boolean().default(false),
  promptId: Id.nullable(),
  imageId: Id.nullable(),
  clipId: Id.nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Scene = z.infer<typeof Scene>;

/** The parts of a prompt; `motion` is for the clip, all others are for the image. */
export const PromptParts = z.object({
  subject: z.string(),
  action: z.string(),
  setting: z.string(),
  camera: z.string(),
  light: z.string(),
  style: z.string(),
  negative: z.string(),
  motion: z.string(),
});
export type PromptParts = z.infer<typeof PromptParts>;

/** A version of a scene's prompt. Versions are kept; the scene points at the current one. */
export const Prompt = z.object({
  kind: z.literal('prompt'),
  id: Id,
  projectId: Id,
  sceneId: Id,
  version: z.int().positive(),
  parts: PromptParts,
  /** Flattened text that the image model gets: the parts with the look of scene and project. */
  imageText: z.string(),
  /** Flattened text that the clip model gets. */
  clipText: z.string(),
  origin: z.enum(['model', 'planner', 'user']),
  model: z.string().nullable(),
  /** Name and version of the instructions by which the model wrote it; null where none did. */
  systemPrompt: z.string().nullable().default(null),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Prompt = z.infer<typeof Prompt>;
