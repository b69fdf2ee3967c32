import { frameAt } from '../../film/frame-budget.ts';
import {
  type BoardScene,
  type EditContext,
  type Edited,
  findScene,
  lengthOf,
  lockErrors,
  refused,
} from './board.ts';
import { shown } from './lengths.ts';
import { handCut, retimed, snapped } from './retimed.ts';

export interface SplitScene {
  readonly type: 'split';
  readonly sceneId: string;
  /** Where the second part begins, in seconds from the start of the song. */
  readonly atSeconds: number;
  readonly snap: boolean;
  /** Id of the second part. */
  readonly newId: string;
}

/** Cuts a scene in two. The first part keeps its id; the second begins with the same words. */
export function splitScene(scenes: readonly BoardScene[], edit: SplitScene, context: EditContext): Edited {
  const { limits } = context;
  const found = findScene(scenes, edit.sceneId, '/sceneId');
  if ('errors' in found) return found;
  const { index, scene } = found;
  const errors = lockErrors(scenes, [index], '/sceneId');
  if (errors.length > 0) return { errors };
  if (lengthOf(scene) < 2 * limits.minFrames) {
    const message = `Scene ${index + 1} lasts ${shown(lengthOf(scene), limits)} s; two scenes take at least ${shown(2 * limits.minFrames, limits)} s.`;
    return refused('/sceneId', message);
  }
  const low = scene.startFrame + limits.minFrames;
  const high = scene.endFrame - limits.minFrames;
  const asked = frameAt(edit.atSeconds, limits.rate);
  if (asked < low || asked > high) {
    const message = `Scene ${index + 1} can be split from ${shown(low, limits)} to ${shown(high, limits)} s.`;
    return refused('/atSeconds', message);
  }
  const at = edit.snap ? snapped(asked, low, high, context) : asked;
  const second: BoardScene = {
    ...scene,
    id: edit.newId,
    startFrame: at,
    title: `${scene.title} (2)`,
    lyricExcerpt: context.sungBetween(at, scene.endFrame),
    cut: handCut(at, asked, context),
  };
  const first = retimed(scene, scene.startFrame, at, scene.cut, context);
  return { scenes: scenes.toSpliced(index, 1, first, second) };
}
