import { frameAt } from '../../film/frame-budget.ts';
import { type BoardScene, type EditContext, type Edited, findScene, lockErrors, refused } from './board.ts';
import { lengthRange, shown } from './lengths.ts';
import { handCut, retimed, snapped } from './retimed.ts';

export interface MoveBoundary {
  readonly type: 'move-boundary';
  /** The scene that begins at the boundary. */
  readonly sceneId: string;
  /** In seconds from the start of the song. */
  readonly toSeconds: number;
  /** Whether it goes to the nearest mark within half a second. */
  readonly snap: boolean;
}

/** Moves the cut between a scene and the one before it; all other cuts stay. */
export function moveBoundary(
  scenes: readonly BoardScene[],
  edit: MoveBoundary,
  context: EditContext,
): Edited {
  const { limits } = context;
  const found = findScene(scenes, edit.sceneId, '/sceneId');
  if ('errors' in found) return found;
  const { index, scene } = found;
  const before = scenes[index - 1];
  if (!before) return refused('/sceneId', 'The first scene begins with the film.');
  const errors = lockErrors(scenes, [index - 1, index], '/sceneId');
  if (errors.length > 0) return { errors };
  const first = lengthRange(limits, before);
  const second = lengthRange(limits, scene);
  const low = Math.max(before.startFrame + first.least, scene.endFrame - second.most);
  const high = Math.min(before.startFrame + first.most, scene.endFrame - second.least);
  const asked = frameAt(edit.toSeconds, limits.rate);
  if (asked < low || asked > high) {
    const message = `Scene ${index + 1} can begin from ${shown(low, limits)} to ${shown(high, limits)} s: scenes last from ${shown(limits.minFrames, limits)} to ${limits.longestSeconds} s.`;
    return refused('/toSeconds', message);
  }
  const to = edit.snap ? snapped(asked, low, high, context) : asked;
  return {
    scenes: scenes.toSpliced(
      index - 1,
      2,
      retimed(before, before.startFrame, to, before.cut, context),
      retimed(scene, to, scene.endFrame, handCut(to, asked, context), context),
    ),
  };
}
