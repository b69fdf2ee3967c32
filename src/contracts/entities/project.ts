import { z } from 'zod';
import { CaptionSettings, NOT_BURNED } from '../captions.ts';
import { Id, Timestamp } from '../ids.ts';
import { Fill, Shortfall } from '../media-jobs/picture.ts';
import { SetTempo } from './analysis.ts';
import { PLAIN_CUT, Transition } from './transition.ts';

export const AspectRatio = z.enum(['16:9', '9:16', '1:1']);
export type AspectRatio = z.infer<typeof AspectRatio>;

/** Height of the short side in pixels. */
export const Resolution = z.enum(['480p', '720p', '1080p']);
export type Resolution = z.infer<typeof Resolution>;

/** Frames per second by their usual names; 23.976 means 24000/1001 and 29.97 means 30000/1001. */
export const FramesPerSecond = z.union(
  [
    z.literal(23.976),
    z.literal(24),
    z.literal(25),
    z.literal(29.97),
    z.literal(30),
    z.literal(50),
    z.literal(60),
  ],
  { error: 'Expected one of the numbers 23.976, 24, 25, 29.97, 30, 50 and 60' },
);
export type FramesPerSecond = z.infer<typeof FramesPerSecond>;

export const ApprovalMode = z.enum(['manual', 'automatic']);
export type ApprovalMode = z.infer<typeof ApprovalMode>;

/** What a clip does that is shorter than its scene. */
export const ShortClips = z.object({
  mode: Shortfall,
  /** The slowest that `slow` may play, as a fraction of the clip's own speed; what lacks even so is held. */
  slowestSpeed: z.number().min(0.25).max(1),
});
export type ShortClips = z.infer<typeof ShortClips>;

export const HELD_CLIPS: ShortClips = { mode: 'hold', slowestSpeed: 0.5 };

export const ProjectSettings = z.object({
  aspectRatio: AspectRatio,
  resolution: Resolution,
  fps: FramesPerSecond,
  /** Free text that every prompt carries, e.g. `35 mm film, warm dusk`. */
  style: z.string().max(1000),
  /** A look out of the library, as `id@version`; what `style` says is added to it. */
  stylePack: z.string().max(80).nullable().default(null),
  imageModel: z.string(),
  clipModel: z.string(),
  /** Wished number of scenes; null leaves it to the song's length. */
  sceneCount: z.int().min(1).max(400).nullable(),
  /** `automatic` approves every finished take by itself. */
  approvals: ApprovalMode,
  /** How pictures of another shape get into the frame. */
  fill: Fill.default('auto'),
  shortClips: ShortClips.default(HELD_CLIPS),
  /** How scenes become the next one where they do not say so themselves. */
  transition: Transition.default(PLAIN_CUT),
  captions: CaptionSettings.default(NOT_BURNED),
});
export type ProjectSettings = z.infer<typeof ProjectSettings>;

export const ProjectStatus = z.enum([
  'draft',
  'running',
  'waiting',
  'paused',
  'succeeded',
  'partial',
  'failed',
]);
export type ProjectStatus = z.infer<typeof ProjectStatus>;

export const Project = z.object({
  kind: z.literal('project'),
  id: Id,
  ownerId: z.string(),
  title: z.string(),
  /** Who made the song; goes into the film's metadata. */
  artist: z.string().nullable().default(null),
  settings: ProjectSettings,
  status: ProjectStatus,
  /** The most that this project may spend, in USD; null is no cap. */
  budgetUsd: z.number().nonnegative().nullable(),
  /** Committed and reserved money in USD, kept in step with the usage entries. */
  spentUsd: z.number().nonnegative(),
  reservedUsd: z.number().nonnegative(),
  /** Since when no paid work is sent; null while it is. */
  pausedAt: Timestamp.nullable().default(null),
  songId: Id.nullable(),
  /** A tempo that was set by hand and came with an import; waits for the song, whose own it becomes. */
  importedTempo: SetTempo.nullable().default(null),
  filmId: Id.nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Project = z.infer<typeof Project>;
