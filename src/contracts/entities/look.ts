import { z } from 'zod';
import { Id, Timestamp } from '../ids.ts';

/** What a member of the cast is; only persons sing. */
export const CastKind = z.enum(['person', 'thing', 'place']);
export type CastKind = z.infer<typeof CastKind>;

/** How much of a scene a member of the cast is; `absent` keeps one out that is elsewhere by default. */
export const Prominence = z.enum(['lead', 'support', 'background', 'absent']);
export type Prominence = z.infer<typeof Prominence>;

/** What a scene shows: somebody performing the song, or pictures beside it. */
export const Footage = z.enum(['performance', 'b-roll']);
export type Footage = z.infer<typeof Footage>;

/** Most members of a project's cast, and most of one scene. */
export const MOST_CAST = 50;
export const MOST_IN_SCENE = 20;
/** Longest name and appearance in characters, so that several members fit into one prompt, whole. */
export const CAST_NAME_LENGTH = 60;
export const CAST_APPEARANCE_LENGTH = 300;

/** A person, thing or place that looks the same in every scene. */
export const CastMember = z.object({
  kind: z.literal('cast'),
  id: Id,
  projectId: Id,
  castKind: CastKind,
  name: z.string(),
  /** What it looks like, in words that go into each prompt of its scenes as they are. */
  appearance: z.string(),
  /** Its part in scenes that do not say otherwise. */
  prominence: Prominence,
  /** Pictures of it, best first: ids of uploads or of image takes. */
  references: z.array(Id),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type CastMember = z.infer<typeof CastMember>;

/** A member's part in one scene. */
export const SceneCast = z.object({ castId: Id, prominence: Prominence });
export type SceneCast = z.infer<typeof SceneCast>;

/** What a new scene says of its look and origin until somebody says more. */
export const NO_LOOK: { footage: null; cast: SceneCast[]; systemPrompt: null } = {
  footage: null,
  cast: [],
  systemPrompt: null,
};
