import type { FieldProblem } from '#contracts/problem.ts';
import { type EditedScene, SCENE_TEXTS } from './edit-scenes.ts';

type Lockable = EditedScene & { readonly id: string; readonly locked: boolean };

/** What a wanted list does to locked scenes: they have to be in it, with the times, words and cutting that they have. */
export function lockedErrors(before: readonly Lockable[], after: readonly EditedScene[]): FieldProblem[] {
  return before.flatMap((scene, place) => {
    if (!scene.locked) return [];
    const index = after.findIndex(({ id }) => id === scene.id);
    const found = after[index];
    const own = `Scene ${place + 1} is locked`;
    if (!found)
      return [{ pointer: '/scenes', message: `${own} and missing in the list. Unlock it to remove it.` }];
    const field = changedField(scene, found);
    if (field === null) return [];
    return [{ pointer: `/scenes/${index}/${field}`, message: `${own} and would change. Unlock it first.` }];
  });
}

function changedField(before: EditedScene, after: EditedScene): string | null {
  if (before.startFrame !== after.startFrame) return 'startSeconds';
  if (before.endFrame !== after.endFrame) return 'endSeconds';
  if (before.clipInSeconds !== after.clipInSeconds) return 'clipInSeconds';
  const { transition } = after;
  if (before.transition?.kind !== transition?.kind || before.transition?.seconds !== transition?.seconds)
    return 'transition';
  return SCENE_TEXTS.find((key) => before[key] !== after[key]) ?? null;
}
