import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boardOf, contextOf } from '../testing/boards.ts';
import { applyEdit, type BoardEdit } from './apply-edit.ts';
import type { BoardScene } from './board.ts';
import { applySplice, inverse, type Splice } from './splice.ts';

const FILM_SECONDS = 48;
const START = boardOf(0, 4, 9, 12, 15, 21, 28, 30, 34, 39, 43, FILM_SECONDS);
const CONTEXT = contextOf(FILM_SECONDS);

/** An edit of whatever scenes there are; `pick` chooses among them. */
const step = fc.record({
  type: fc.constantFrom<BoardEdit['type']>(
    'split',
    'merge',
    'move-boundary',
    'insert',
    'delete',
    'reorder',
    'lock',
  ),
  pick: fc.nat({ max: 30 }),
  other: fc.nat({ max: 30 }),
  seconds: fc.integer({ min: -600, max: 600 }).map((hundredths) => hundredths / 100),
  flag: fc.boolean(),
  side: fc.constantFrom('both' as const, 'previous' as const, 'next' as const),
});

function editOf(
  scenes: readonly BoardScene[],
  index: number,
  wish: typeof step extends fc.Arbitrary<infer T> ? T : never,
): BoardEdit {
  const scene = scenes[wish.pick % scenes.length];
  const sceneId = scene?.id ?? '';
  const newId = `new${index}`;
  const snap = wish.flag;
  const middle = ((scene?.startFrame ?? 0) + (scene?.endFrame ?? 0)) / 48;
  switch (wish.type) {
    case 'split':
      return { type: 'split', sceneId, atSeconds: middle + wish.seconds / 6, snap, newId };
    case 'merge':
      return { type: 'merge', sceneId, keep: wish.flag ? 'first' : 'second' };
    case 'move-boundary':
      return {
        type: 'move-boundary',
        sceneId,
        toSeconds: (scene?.startFrame ?? 0) / 24 + wish.seconds / 2,
        snap,
      };
    case 'insert':
      return {
        type: 'insert',
        beforeId: wish.other === 0 ? null : sceneId,
        lengthSeconds: Math.abs(wish.seconds),
        snap,
        newId,
        words: {},
      };
    case 'delete':
      return { type: 'delete', sceneId, close: wish.side, snap };
    case 'reorder': {
      const order = scenes.map(({ id }) => id);
      const [id = ''] = order.splice(wish.pick % scenes.length, 1);
      return {
        type: 'reorder',
        order: order.toSpliced(wish.other % scenes.length, 0, id),
        keep: wish.flag ? 'times' : 'lengths',
      };
    }
    case 'lock':
      return { type: 'lock', sceneIds: [sceneId], locked: wish.other % 4 === 0 };
    default:
      return wish.type satisfies never;
  }
}

/** What is wrong after a step, in words. */
function flaws(before: readonly BoardScene[], after: readonly BoardScene[], edit: BoardEdit): string[] {
  const found: string[] = [];
  let at = 0;
  for (const { id, startFrame, endFrame, cut } of after) {
    if (startFrame !== at) found.push(`${id} starts at ${startFrame}, not ${at}`);
    const frames = endFrame - startFrame;
    if (frames < 24 || frames > 240) found.push(`${id} has ${frames} frames`);
    if (cut.reason === '') found.push(`${id} has no reason`);
    at = endFrame;
  }
  if (at !== CONTEXT.limits.frames) found.push(`the film ends at ${at}`);
  if (new Set(after.map(({ id }) => id)).size !== after.length) found.push('an id is there twice');
  for (const scene of before) {
    if (scene.locked && edit.type !== 'lock' && !after.includes(scene)) found.push(`${scene.id} is locked`);
  }
  return found;
}

describe('any sequence of edits', () => {
  it('tiles the film within the limits, keeps what is locked, and is undone and done again exactly', () => {
    const granted = new Map<string, number>();
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), (steps) => {
        let scenes: readonly BoardScene[] = START;
        const history: { scenes: readonly BoardScene[]; splice: Splice }[] = [];
        steps.forEach((wish, index) => {
          const edit = editOf(scenes, index, wish);
          const result = applyEdit(scenes, edit, CONTEXT);
          if ('errors' in result) {
            if (result.errors.length === 0) throw new Error('refused without a reason');
            return;
          }
          granted.set(edit.type, (granted.get(edit.type) ?? 0) + 1);
          const wrong = flaws(scenes, result.scenes, edit);
          if (wrong.length > 0) expect(wrong, JSON.stringify(edit)).toEqual([]);
          // As it would come back from a history that was stored.
          history.push({ scenes, splice: JSON.parse(JSON.stringify(result.splice)) });
          scenes = result.scenes;
        });
        const last = scenes;
        for (const { scenes: expected, splice } of history.toReversed()) {
          const back = applySplice(scenes, inverse(splice));
          if ('errors' in back) throw new Error(JSON.stringify(back.errors));
          scenes = back.scenes;
          if (JSON.stringify(scenes) !== JSON.stringify(expected)) expect(scenes).toEqual(expected);
        }
        expect(scenes).toEqual(START);
        for (const { splice } of history) {
          const again = applySplice(scenes, splice);
          if ('errors' in again) throw new Error(JSON.stringify(again.errors));
          scenes = again.scenes;
        }
        expect(scenes).toEqual(last);
      }),
      { numRuns: 2500 },
    );
    expect(granted.size).toBe(7);
    for (const [, count] of granted) expect(count).toBeGreaterThan(400);
  });
});
