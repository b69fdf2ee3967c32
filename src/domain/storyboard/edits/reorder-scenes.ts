import type { FieldProblem } from '#contracts/problem.ts';
import { type BoardScene, type EditContext, type Edited, lengthOf } from './board.ts';
import { handCut, retimed } from './retimed.ts';

export interface ReorderScenes {
  readonly type: 'reorder';
  /** Ids of all scenes in their new order. */
  readonly order: readonly string[];
  /**
   * `times`: what the scenes show changes places, the cuts stay on the beat where they are; a clip that is too short for
   * its new place is stale. `lengths`: every scene keeps its length, and the cuts go where that puts them.
   */
  readonly keep: 'times' | 'lengths';
}

/** Puts the scenes in another order. Locked ones must stay where they are. */
export function reorderScenes(
  scenes: readonly BoardScene[],
  edit: ReorderScenes,
  context: EditContext,
): Edited {
  const byId = new Map(scenes.map((scene) => [scene.id, scene]));
  const wanted = edit.order.flatMap((id) => byId.get(id) ?? []);
  const errors = orderErrors(scenes, edit.order);
  if (errors.length > 0) return { errors };
  const cuts = new Map(scenes.map(({ startFrame, cut }) => [startFrame, cut]));
  let at = 0;
  const moved = wanted.map((scene, index) => {
    const slot = scenes[index] ?? scene;
    const startFrame = edit.keep === 'times' ? slot.startFrame : at;
    const endFrame = edit.keep === 'times' ? slot.endFrame : at + lengthOf(scene);
    at = endFrame;
    return retimed(
      scene,
      startFrame,
      endFrame,
      cuts.get(startFrame) ?? handCut(startFrame, startFrame, context),
      context,
    );
  });
  const pushed = wanted.flatMap((scene, index) =>
    scene.locked && moved[index] !== scene
      ? [
          {
            pointer: `/order/${index}`,
            message: `"${scene.title}" is locked and would move. Unlock it first.`,
          },
        ]
      : [],
  );
  return pushed.length > 0 ? { errors: pushed } : { scenes: moved };
}

function orderErrors(scenes: readonly BoardScene[], order: readonly string[]): FieldProblem[] {
  const known = new Set(scenes.map(({ id }) => id));
  const seen = new Set<string>();
  const errors = order.flatMap((id, index) => {
    const pointer = `/order/${index}`;
    if (seen.has(id)) return [{ pointer, message: 'This scene is in the order twice.' }];
    seen.add(id);
    return known.has(id) ? [] : [{ pointer, message: 'The storyboard has no such scene (any more).' }];
  });
  const left = scenes.filter(({ id }) => !seen.has(id)).length;
  const missing = { pointer: '/order', message: `The order leaves out ${left} of the scenes.` };
  return left > 0 ? [...errors, missing] : errors;
}
