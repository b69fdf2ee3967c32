import { z } from 'zod';
import { Id, Timestamp } from '../ids.ts';

export const AspectRatio = z.enum(['16:9', '9:16', '1:1']);
export type AspectRatio = z.infer<typeof AspectRatio>;

/** Height of the short side in pixels. */
export const Resolution = z.enum(['480p', '720p', '1080p']);
export type Resolution = z.infer<typeof Resolution>;

/** Frames per second by their usual names; 23.976 means 24000/1001 and 29.97 means 30000/1001. */
export const FramesPerSecond = z.union([
  z.literal(23.976),
  z.literal(24),
  z.literal(25),
  z.literal(29.97),
  z.literal(30),
  z.literal(50),
  z.literal(60),
]);
export type FramesPerSecond = z.infer<typeof FramesPerSecond>;

export const ApprovalMode = z.enum(['manual', 'automatic']);
export type ApprovalMode = z.infer<typeof ApprovalMode>;

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
  filmId: Id.nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Project = z.infer<typeof Project>;
