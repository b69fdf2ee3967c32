/** Staleness as callers see it: derived, whenever it is asked for, from what a take was made from (P6). */
import type { ClipTake, ImageTake, Scene } from '#contracts/entities/index.ts';
import { frameRateOf, secondsAt } from '#domain/film/frame-budget.ts';
import { clipFingerprint, imageFingerprint } from '#domain/pipeline/fingerprint.ts';
import { type ProjectState, projectOf } from '#domain/pipeline/state.ts';

/** A clip that lacks less than this still covers its scene: the last frame is held. About one frame, in seconds. */
const FRAME_SECONDS = 0.04;

/** Whether the image was made from something else than its scene says now, or its scene is gone. */
export function isStaleImage(take: ImageTake, state: ProjectState): boolean {
  const scene = state.scene.get(take.sceneId);
  if (!scene) return true;
  const prompt = state.prompt.get(scene.promptId ?? '');
  const settings = projectOf(state)?.settings;
  if (!prompt || !settings) return false;
  return imageFingerprint({ model: take.model, prompt, settings }) !== take.fingerprint;
}

/** The same of a clip, which must also be as long as its scene. */
export function isStaleClip(take: ClipTake, state: ProjectState): boolean {
  const scene = state.scene.get(take.sceneId);
  if (!scene) return true;
  const prompt = state.prompt.get(scene.promptId ?? '');
  const image = state.image.get(scene.imageId ?? '');
  const settings = projectOf(state)?.settings;
  if (!settings) return false;
  const { model, requestedSeconds: seconds } = take;
  const needed = secondsAt(scene.endFrame - scene.startFrame, frameRateOf(settings.fps));
  if (seconds + FRAME_SECONDS < needed) return true;
  if (!prompt || !image) return false;
  return clipFingerprint({ model, prompt, image, settings, seconds }) !== take.fingerprint;
}

/** Which of the selected takes of a scene are stale. */
export function staleTakesOf(scene: Scene, state: ProjectState): { image: boolean; clip: boolean } {
  const image = state.image.get(scene.imageId ?? '');
  const clip = state.clip.get(scene.clipId ?? '');
  return {
    image: image !== undefined && isStaleImage(image, state),
    clip: clip !== undefined && isStaleClip(clip, state),
  };
}
