import type { BoardScene, Edited } from './board.ts';

export interface LockScenes {
  readonly type: 'lock';
  readonly sceneIds: readonly string[];
  readonly locked: boolean;
}

/** Locks scenes, or unlocks them. */
export function lockScenes(scenes: readonly BoardScene[], edit: LockScenes): Edited {
  const known = new Set(scenes.map(({ id }) => id));
  const errors = edit.sceneIds.flatMap((id, index) =>
    known.has(id)
      ? []
      : [{ pointer: `/sceneIds/${index}`, message: 'The storyboard has no such scene (any more).' }],
  );
  if (errors.length > 0) return { errors };
  const named = new Set(edit.sceneIds);
  return {
    scenes: scenes.map((scene) =>
      named.has(scene.id) && scene.locked !== edit.locked ? { ...scene, locked: edit.locked } : scene,
    ),
  };
}
