/** Staleness as callers see it: derived, whenever it is asked for, from what a take was made from (P6). */
import type { ClipTake, ImageTake, Scene } from '#contracts/entities/index.ts';
import { isStale } from '#domain/pipeline/staleness.ts';
import { type ProjectState, projectOf } from '#domain/pipeline/state.ts';

/** Whether the take was made from something else than its scene says now, or its scene is gone. */
export function isTakeStale(take: ImageTake | ClipTake, state: ProjectState): boolean {
  const scene = state.scene.get(take.sceneId);
  const settings = projectOf(state)?.settings;
  if (!scene) return true;
  if (!settings) return false;
  const prompt = state.prompt.get(scene.promptId ?? '');
  const image = state.image.get(scene.imageId ?? '');
  return isStale(take, { scene, prompt, image, settings, members: state.cast.values() });
}

/** Which of the selected takes of a scene are stale. */
export function staleTakesOf(scene: Scene, state: ProjectState): { image: boolean; clip: boolean } {
  const image = state.image.get(scene.imageId ?? '');
  const clip = state.clip.get(scene.clipId ?? '');
  return {
    image: image !== undefined && isTakeStale(image, state),
    clip: clip !== undefined && isTakeStale(clip, state),
  };
}
