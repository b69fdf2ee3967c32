import {
  type BoardScene,
  type EditContext,
  type Edited,
  findScene,
  lengthOf,
  lockErrors,
  refused,
} from './board.ts';
import { lengthRange, shown } from './lengths.ts';
import { retimed } from './retimed.ts';

export interface MergeScenes {
  readonly type: 'merge';
  /** The first of the two; it is merged with the next. */
  readonly sceneId: string;
  /** Whose id and words stay. */
  readonly keep: 'first' | 'second';
}

/** Makes one scene of two neighbours. */
export function mergeScenes(scenes: readonly BoardScene[], edit: MergeScenes, context: EditContext): Edited {
  const found = findScene(scenes, edit.sceneId, '/sceneId');
  if ('errors' in found) return found;
  const { index, scene } = found;
  const next = scenes[index + 1];
  if (!next) return refused('/sceneId', 'The last scene has none behind it to be merged with.');
  const errors = lockErrors(scenes, [index, index + 1], '/sceneId');
  if (errors.length > 0) return { errors };
  const frames = lengthOf(scene) + lengthOf(next);
  const { most } = lengthRange(context.limits);
  if (frames > most) {
    const message = `Scenes ${index + 1} and ${index + 2} last ${shown(frames, context.limits)} s together, but a clip at most ${context.limits.longestSeconds} s.`;
    return refused('/sceneId', message);
  }
  const kept = edit.keep === 'first' ? scene : next;
  return {
    scenes: scenes.toSpliced(index, 2, retimed(kept, scene.startFrame, next.endFrame, scene.cut, context)),
  };
}
