/** What callers see of the look: style packs, the cast, and how a scene is filmed. See `views.ts` for the conventions. */
import { z } from 'zod';
import { CastKind, Footage, Prominence, SceneCast } from '../entities/index.ts';
import { CAST_MEMBER, SCENE_LOOK, STYLE_PACK } from '../examples/look.ts';
import { Id } from '../ids.ts';
import { born } from './time.ts';

/** The parts of a look, each a phrase that goes into prompts as it is. */
export const StylePackParts = z.object({
  /** What kind of picture it is. */
  look: z.string(),
  palette: z.string(),
  lens: z.string(),
  light: z.string(),
  filmStock: z.string(),
  /** What would spoil it, comma separated. */
  negative: z.string(),
});

export const StylePackView = z
  .object({
    id: z.string(),
    version: z.int().positive(),
    /** `id@version`, as `stylePack` of a project takes it. */
    ref: z.string(),
    /** A newer version exists where false; projects stay with the one that they chose. */
    newest: z.boolean(),
    title: z.string(),
    description: z.string(),
    parts: StylePackParts,
  })
  .meta({ id: 'StylePack', example: STYLE_PACK });
export type StylePackView = z.infer<typeof StylePackView>;

export const CastView = z
  .object({
    id: Id,
    kind: CastKind,
    name: z.string(),
    appearance: z.string(),
    /** Its part in scenes that do not say otherwise. */
    prominence: Prominence,
    /** Pictures of it, best first: uploads of kind `reference` or `image`, or images of the project. */
    references: z.array(Id),
    ...born,
  })
  .meta({ id: 'CastMember', example: CAST_MEMBER });
export type CastView = z.infer<typeof CastView>;

export const SceneLookView = z
  .object({
    sceneId: Id,
    footage: Footage.nullable(),
    /** What was said of this scene. */
    cast: z.array(SceneCast),
    /** Who is seen in the end, most prominent first. */
    appearing: z.array(
      z.object({ castId: Id, name: z.string(), kind: CastKind, prominence: Prominence.exclude(['absent']) }),
    ),
    /** Pictures that the project's image model would be given now; empty where it takes none. */
    references: z.array(Id),
    /** What an image and a clip would be made from now; null while the scene has no prompt. */
    imageText: z.string().nullable(),
    clipText: z.string().nullable(),
    stale: z.object({ image: z.boolean(), clip: z.boolean() }),
  })
  .meta({ id: 'SceneLook', example: SCENE_LOOK });
export type SceneLookView = z.infer<typeof SceneLookView>;
