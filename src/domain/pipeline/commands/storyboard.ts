import type { Scene } from '#contracts/entities/index.ts';
import type { FieldProblem } from '#contracts/problem.ts';
import { lockedErrors } from '#domain/storyboard/edit-locks.ts';
import { editScenes, type SceneEdit } from '#domain/storyboard/edit-scenes.ts';
import { excerptBetween } from '#domain/storyboard/lyric-lines.ts';
import { boardLimits, editRefusal, replaceScenes } from '../board.ts';
import type { Draft } from '../draft.ts';
import { recordEdit } from '../history.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { planningLines, scenesInOrder } from '../scenes.ts';

/** Replaces the storyboard by the list, in film order, as one change. Locked scenes must be in it as they are. */
export function putScenes(
  draft: Draft,
  input: { scenes: readonly SceneEdit[]; editedBy?: string },
): Scene[] | Refusal {
  const busy = editRefusal(draft);
  if (busy) return busy;
  const limits = boardLimits(draft);
  if (isRefusal(limits)) return limits;
  const before = scenesInOrder(draft);
  const lines = planningLines(draft);
  const edited = editScenes({
    before,
    edits: input.scenes,
    limits,
    sungBetween: (start, end) => excerptBetween(lines, limits.rate, start, end) ?? '',
  });
  const errors = 'errors' in edited ? edited.errors : lockedErrors(before, edited.scenes);
  if ('errors' in edited || errors.length > 0) return invalidBoard(errors);
  const locked = new Set(before.flatMap((scene) => (scene.locked ? [scene.id] : [])));
  const wanted = edited.scenes.map((scene) => ({ ...scene, locked: locked.has(scene.id ?? '') }));
  const after = replaceScenes(draft, wanted);
  recordEdit(draft, { type: 'put', before, editedBy: input.editedBy ?? null });
  return after;
}

/** The refusal of an edit by what is wrong with it, the first of which it says in words. */
export function invalidBoard(errors: readonly FieldProblem[]): Refusal {
  const [first, ...more] = errors;
  const others =
    more.length === 0
      ? ''
      : ` There ${more.length === 1 ? 'is 1 more problem' : `are ${more.length} more problems`}.`;
  return refuse('storyboard-invalid', `${first?.message}${others}`, [], { errors });
}
