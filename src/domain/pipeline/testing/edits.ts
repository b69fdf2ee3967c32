/** Storyboard edits as a client would make them from what it read. For tests. */
import type { Scene } from '#contracts/entities/index.ts';
import { frameRateOf, secondsAt } from '#domain/film/frame-budget.ts';
import type { SceneEdit } from '#domain/storyboard/edit-scenes.ts';
import type { World } from './world.ts';

export function storyboard(world: World): Scene[] {
  return [...world.state.scene.values()].sort((a, b) => a.index - b.index);
}

/** The list that a client would send to change nothing. */
export function entries(world: World): (SceneEdit & { id: string })[] {
  const rate = frameRateOf([...world.state.project.values()][0]?.settings.fps ?? 24);
  return storyboard(world).map(({ id, startFrame, endFrame }) => ({
    id,
    startSeconds: secondsAt(startFrame, rate),
    endSeconds: secondsAt(endFrame, rate),
  }));
}

/** Takes a scene out and gives its time to its neighbour. */
export function without(list: readonly SceneEdit[], index: number): SceneEdit[] {
  const gone = list[index];
  const rest = list.filter((_, at) => at !== index);
  if (!gone) return rest;
  return rest.map((entry, at) => {
    if (index > 0 && at === index - 1) return { ...entry, endSeconds: gone.endSeconds };
    if (index === 0 && at === 0) return { ...entry, startSeconds: gone.startSeconds };
    return entry;
  });
}

/** Divides a scene and makes its second half a new one. */
export function split(
  list: readonly SceneEdit[],
  index: number,
  words: Partial<SceneEdit> = {},
): SceneEdit[] {
  return list.flatMap((entry, at) => {
    if (at !== index) return [entry];
    const middle = (entry.startSeconds + entry.endSeconds) / 2;
    return [
      { ...entry, endSeconds: middle },
      { ...words, startSeconds: middle, endSeconds: entry.endSeconds },
    ];
  });
}
