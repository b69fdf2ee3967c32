import { type BoardScene, type Edited, refused } from './board.ts';

/** The part of a storyboard that an edit replaced, as it was and as it became. JSON, for a history of plans. */
export interface Splice {
  /** Place of the first scene of the part, from 0. */
  readonly at: number;
  readonly before: readonly BoardScene[];
  readonly after: readonly BoardScene[];
}

/** What became another object between two lists. */
export function spliceBetween(before: readonly BoardScene[], after: readonly BoardScene[]): Splice {
  const shorter = Math.min(before.length, after.length);
  let at = 0;
  while (at < shorter && before[at] === after[at]) at += 1;
  let tail = 0;
  while (tail < shorter - at && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  return { at, before: before.slice(at, before.length - tail), after: after.slice(at, after.length - tail) };
}

/** The splice that takes another one back. */
export function inverse({ at, before, after }: Splice): Splice {
  return { at, before: after, after: before };
}

/**
 * Carries out a splice, to undo an edit or to do it again. Refused where the storyboard is no longer what the splice
 * was made for. Locks are no hindrance: locking is itself a step that would have been taken back before.
 */
export function applySplice(scenes: readonly BoardScene[], splice: Splice): Edited {
  const part = scenes.slice(splice.at, splice.at + splice.before.length);
  const same =
    part.length === splice.before.length &&
    part.every((scene, index) => {
      const expected = splice.before[index];
      return expected !== undefined && isSameScene(scene, expected);
    });
  if (!same) return refused('', 'The storyboard was changed since, so that this step cannot be taken back.');
  return { scenes: scenes.toSpliced(splice.at, splice.before.length, ...splice.after) };
}

const FIELDS = [
  'id',
  'startFrame',
  'endFrame',
  'title',
  'theme',
  'mood',
  'lyricExcerpt',
  'reasoning',
  'locked',
] as const;

function isSameScene(a: BoardScene, b: BoardScene): boolean {
  return FIELDS.every((field) => a[field] === b[field]);
}
