import {
  type BoardScene,
  type EditContext,
  type Edited,
  findScene,
  lengthOf,
  lockErrors,
  refused,
} from './board.ts';
import { shared, shown, slack } from './lengths.ts';
import { handCut, retimed, snapped } from './retimed.ts';

export interface DeleteScene {
  readonly type: 'delete';
  readonly sceneId: string;
  /** Who takes the time: both neighbours by half, as far as each may grow, or one of them all of it. */
  readonly close: 'both' | 'previous' | 'next';
  /** Whether the neighbours meet at the nearest mark within half a second. */
  readonly snap: boolean;
}

/** Takes a scene out; its neighbours close the gap. All other cuts stay. */
export function deleteScene(scenes: readonly BoardScene[], edit: DeleteScene, context: EditContext): Edited {
  const { limits } = context;
  const found = findScene(scenes, edit.sceneId, '/sceneId');
  if ('errors' in found) return found;
  const { index, scene } = found;
  if (scenes.length === 1) return refused('/sceneId', 'A storyboard has at least one scene.');
  const errors = lockErrors(scenes, [index], '/sceneId');
  if (errors.length > 0) return { errors };
  const before = scenes[index - 1];
  const after = scenes[index + 1];
  const gap = lengthOf(scene);
  const room = {
    before: edit.close === 'next' ? 0 : slack(limits, before).take,
    after: edit.close === 'previous' ? 0 : slack(limits, after).take,
  };
  if (room.before + room.after < gap) {
    const message = `Scene ${index + 1} leaves ${shown(gap, limits)} s, of which its neighbours can take ${shown(room.before + room.after, limits)} s: locked scenes take none, and no clip lasts longer than ${limits.longestSeconds} s.`;
    return refused(edit.close === 'both' ? '/sceneId' : '/close', message);
  }
  const middle = scene.startFrame + shared(gap, room.before, room.after);
  const low = scene.endFrame - Math.min(gap, room.after);
  const high = scene.startFrame + Math.min(gap, room.before);
  const meet = edit.snap ? snapped(middle, low, high, context) : middle;
  return {
    scenes: [
      ...scenes.slice(0, Math.max(0, index - 1)),
      ...(before ? [retimed(before, before.startFrame, meet, before.cut, context)] : []),
      ...(after ? [met(after, meet, middle, scene, context)] : []),
      ...scenes.slice(index + 2),
    ],
  };
}

/** The neighbour behind the gap. Where it takes all of the gap, it takes the cut as well. */
function met(
  after: BoardScene,
  meet: number,
  asked: number,
  gone: BoardScene,
  context: EditContext,
): BoardScene {
  const cut = meet === gone.startFrame ? gone.cut : handCut(meet, asked, context);
  return retimed(after, meet, after.endFrame, cut, context);
}
