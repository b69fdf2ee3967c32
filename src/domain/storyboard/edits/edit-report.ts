import type { FrameRate } from '#contracts/media.ts';
import { secondsAt } from '../../film/frame-budget.ts';
import { SCENE_TEXTS } from '../edit-scenes.ts';
import { type BoardScene, lengthOf } from './board.ts';

/** What an edit did, for people and for whoever keeps the takes. */
export interface EditReport {
  /** Scenes that begin elsewhere now. */
  readonly boundaries: readonly {
    readonly sceneId: string;
    readonly fromFrame: number;
    readonly toFrame: number;
    /** Negative where the scene begins earlier. */
    readonly movedSeconds: number;
  }[];
  /** Scenes that were there before and are another now. */
  readonly changed: readonly {
    readonly sceneId: string;
    readonly times: boolean;
    /** A clip may have become too short, and a segment has to be made anew. */
    readonly length: boolean;
    readonly words: boolean;
    readonly locked: boolean;
  }[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

export function editReport(
  before: readonly BoardScene[],
  after: readonly BoardScene[],
  rate: FrameRate,
): EditReport {
  const old = new Map(before.map((scene) => [scene.id, scene]));
  const left = new Set(after.map(({ id }) => id));
  const kept = after.flatMap((scene) => {
    const was = old.get(scene.id);
    return was && was !== scene ? [{ was, scene }] : [];
  });
  return {
    boundaries: kept
      .filter(({ was, scene }) => was.startFrame !== scene.startFrame)
      .map(({ was, scene }) => ({
        sceneId: scene.id,
        fromFrame: was.startFrame,
        toFrame: scene.startFrame,
        movedSeconds: secondsAt(scene.startFrame - was.startFrame, rate),
      })),
    changed: kept.map(({ was, scene }) => ({
      sceneId: scene.id,
      times: was.startFrame !== scene.startFrame || was.endFrame !== scene.endFrame,
      length: lengthOf(was) !== lengthOf(scene),
      words: SCENE_TEXTS.some((key) => was[key] !== scene[key]),
      locked: was.locked !== scene.locked,
    })),
    added: after.filter(({ id }) => !old.has(id)).map(({ id }) => id),
    removed: before.filter(({ id }) => !left.has(id)).map(({ id }) => id),
  };
}
