import type {
  CastMember,
  ClipTake,
  ImageTake,
  ProjectSettings,
  Prompt,
  Scene,
} from '#contracts/entities/index.ts';
import { frameRateOf, secondsAt } from '#domain/film/frame-budget.ts';
import { clipFingerprint, imageFingerprint } from './fingerprint.ts';
import { fallsShort } from './own-takes.ts';
import { presentReferences } from './references.ts';

/** What a scene's takes would be made from now. */
export interface Present {
  readonly scene: Scene;
  readonly prompt: Prompt | undefined;
  /** The scene's selected image. */
  readonly image: ImageTake | undefined;
  readonly settings: ProjectSettings;
  /** Everybody that the project has. */
  readonly members: Iterable<CastMember>;
}

/**
 * Whether a take was made from something else than what its scene says now: derived, never kept (P6). Of the user's
 * own takes nothing but their length can be wrong.
 */
export function isStale(take: ImageTake | ClipTake, present: Present): boolean {
  const { scene, prompt, image, settings } = present;
  const { model } = take;
  const isMade = take.source === 'generated';
  if (take.kind === 'image') {
    if (!isMade || !prompt) return false;
    const references = presentReferences(take.model, scene, present.members);
    return imageFingerprint({ model, prompt, settings, references }) !== take.fingerprint;
  }
  const seconds = take.requestedSeconds;
  const needed = secondsAt(scene.endFrame - scene.startFrame, frameRateOf(settings.fps));
  if (fallsShort(take, needed)) return true;
  if (!isMade || !prompt || !image) return false;
  return clipFingerprint({ model, prompt, image, settings, seconds }) !== take.fingerprint;
}
