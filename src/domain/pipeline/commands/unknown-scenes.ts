import type { Draft } from '../draft.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** The refusal of a command that names scenes which are not there; null where all of them are. */
export function unknownScenes(draft: Draft, sceneIds: readonly string[]): Refusal | null {
  const unknown = sceneIds.filter((id) => !draft.get('scene', id));
  if (unknown.length === 0) return null;
  return refuse('scene-not-found', `This project has no scene ${unknown.join(', ')}.`, unknown);
}

/** The refusal of a film whose poster is to show a scene that is not there; null where it is, or none was named. */
export function unknownPosterScene(draft: Draft, posterSceneId: string | null): Refusal | null {
  if (posterSceneId === null || draft.get('scene', posterSceneId)) return null;
  const message = `This project has no scene ${posterSceneId}, so no poster can show it.`;
  return refuse('scene-not-found', message, [posterSceneId], {
    errors: [{ pointer: '/posterSceneId', message: 'This project has no such scene.' }],
  });
}
