import type { CastMember, Footage, ProjectSettings, Scene } from '#contracts/entities/index.ts';
import { castInScene, type InScene } from './scene-cast.ts';
import { findStylePack, type StylePack } from './style-packs/index.ts';

/** What makes the pictures of a film belong together: it goes into each prompt in the same words. */
export interface Look {
  /** The project's own words. */
  readonly style: string;
  readonly pack: StylePack | undefined;
  /** Who is in the scene, most prominent first. */
  readonly cast: readonly InScene<CastMember>[];
  readonly footage: Footage | null;
}

/** A look of nothing but words. */
export function plainLook(style: string): Look {
  return { style, pack: undefined, cast: [], footage: null };
}

/** What a project's settings say of its look. */
export type LookSettings = Pick<ProjectSettings, 'style' | 'stylePack'>;

export function lookOf(
  settings: LookSettings,
  scene: Pick<Scene, 'cast' | 'footage'>,
  members: Iterable<CastMember>,
): Look {
  const { style, stylePack } = settings;
  const cast = castInScene(scene.cast, members);
  return { style, pack: findStylePack(stylePack), cast, footage: scene.footage };
}

/** The words of a pack that go into image prompts as they are; empty without one. */
export function packWords(pack: StylePack | undefined): string {
  if (!pack) return '';
  const { look, palette, lens, light, filmStock } = pack.parts;
  return [look, palette, lens, light, filmStock].join(', ');
}

/** The look of a film in one phrase, for those who plan it. */
export function styleWords({ style, stylePack }: ProjectSettings): string {
  const look = findStylePack(stylePack)?.parts.look ?? '';
  return [look, style.trim()].filter((words) => words !== '').join('; ');
}

/** What must not be seen: what the prompt says and what would spoil the look, each once. */
export function negativeWords(negative: string, pack: StylePack | undefined): string {
  if (!pack) return negative;
  const words = [negative, pack.parts.negative].flatMap((list) => list.split(','));
  const trimmed = words.map((word) => word.trim()).filter((word) => word !== '');
  return [...new Map(trimmed.map((word) => [word.toLowerCase(), word])).values()].join(', ');
}
