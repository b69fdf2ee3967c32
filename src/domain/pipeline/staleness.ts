import type { ClipTake, ImageTake, ProjectSettings, Prompt, Scene } from '#contracts/entities/index.ts';
import { frameRateOf, secondsAt } from '#domain/film/frame-budget.ts';
import { clipFingerprint, imageFingerprint } from './fingerprint.ts';

/** A clip that lacks less than this still covers its scene: the last frame is held. About one frame, in seconds. */
const FRAME_SECONDS = 0.04;

/** What a scene's takes would be made from now. */
export interface Present {
  readonly scene: Scene;
  readonly prompt: Prompt | undefined;
  /** The scene's selected image. */
  readonly image: ImageTake | undefined;
  readonly settings: ProjectSettings;
}

/** Whether a take was made from something else than what its scene says now: derived, never kept (P6). */
export function isStale(take: ImageTake | ClipTake, present: Present): boolean {
  const { scene, prompt, image, settings } = present;
  const { model } = take;
  if (take.kind === 'image') {
    return prompt !== undefined && imageFingerprint({ model, prompt, settings }) !== take.fingerprint;
  }
  const seconds = take.requestedSeconds;
  const needed = secondsAt(scene.endFrame - scene.startFrame, frameRateOf(settings.fps));
  if (seconds + FRAME_SECONDS < needed) return true;
  if (!prompt || !image) return false;
  return clipFingerprint({ model, prompt, image, settings, seconds }) !== take.fingerprint;
}
