import { frameAt } from '../../film/frame-budget.ts';
import type { SceneEdit } from '../edit-scenes.ts';
import { type BoardScene, type EditContext, type Edited, findScene, refused } from './board.ts';
import { lengthRange, shared, shown, slack } from './lengths.ts';
import { handCut, retimed, snapped } from './retimed.ts';

export interface InsertScene {
  readonly type: 'insert';
  /** The scene that follows the new one; null for a new last scene. */
  readonly beforeId: string | null;
  readonly lengthSeconds: number;
  /** Whether its cuts go to the nearest marks within half a second; its length then differs a little. */
  readonly snap: boolean;
  readonly newId: string;
  /** What is left out is empty; the lyrics are those that are sung there. */
  readonly words: Partial<Omit<SceneEdit, 'id' | 'startSeconds' | 'endSeconds'>>;
}

/**
 * Puts a new scene between two. Each neighbour gives half of its time, one of them more where the other is locked or
 * would become too short.
 */
export function insertScene(scenes: readonly BoardScene[], edit: InsertScene, context: EditContext): Edited {
  const { limits } = context;
  let index = scenes.length;
  if (edit.beforeId !== null) {
    const found = findScene(scenes, edit.beforeId, '/beforeId');
    if ('errors' in found) return found;
    index = found.index;
  }
  const before = scenes[index - 1];
  const after = scenes[index];
  const boundary = after?.startFrame ?? before?.endFrame;
  if (boundary === undefined) return refused('/beforeId', 'There is no storyboard to insert a scene into.');
  const { least, most } = lengthRange(limits);
  const frames = frameAt(edit.lengthSeconds, limits.rate);
  if (frames < least || frames > most) {
    const message = `A scene lasts from ${shown(least, limits)} to ${limits.longestSeconds} s.`;
    return refused('/lengthSeconds', message);
  }
  const room = { before: slack(limits, before).give, after: slack(limits, after).give };
  if (room.before + room.after < frames) {
    const message = `The neighbours can give ${shown(room.before + room.after, limits)} s without being locked or too short.`;
    return refused('/lengthSeconds', message);
  }
  const fromBefore = shared(frames, room.before, room.after);
  const plain = { start: boundary - fromBefore, end: boundary - fromBefore + frames };
  const place = edit.snap ? snappedPlace(plain, boundary, room, context) : plain;
  const { title = 'New scene', theme = '', mood = '', reasoning = '', lyricExcerpt } = edit.words;
  const created: BoardScene = {
    id: edit.newId,
    locked: false,
    startFrame: place.start,
    endFrame: place.end,
    title,
    theme,
    mood,
    reasoning,
    lyricExcerpt: lyricExcerpt ?? context.sungBetween(place.start, place.end),
    cut: handCut(place.start, plain.start, context),
  };
  return {
    scenes: [
      ...scenes.slice(0, Math.max(0, index - 1)),
      ...(before ? [retimed(before, before.startFrame, place.start, before.cut, context)] : []),
      created,
      ...(after ? [shifted(after, place.end, plain.end, context)] : []),
      ...scenes.slice(index + 1),
    ],
  };
}

function shifted(scene: BoardScene, startFrame: number, asked: number, context: EditContext): BoardScene {
  if (scene.startFrame === startFrame) return scene;
  return retimed(scene, startFrame, scene.endFrame, handCut(startFrame, asked, context), context);
}

/** Both ends on marks as far as the neighbours have room for it; the plain place where they have not. */
function snappedPlace(
  plain: { start: number; end: number },
  boundary: number,
  room: { before: number; after: number },
  context: EditContext,
): { start: number; end: number } {
  const { least, most } = lengthRange(context.limits);
  const start = snapped(plain.start, boundary - room.before, boundary, context);
  const low = Math.max(boundary, start + least);
  const high = Math.min(boundary + room.after, start + most);
  if (low > high) return plain;
  const end = Math.min(high, Math.max(low, plain.end));
  return { start, end: snapped(end, low, high, context) };
}
