import { describe, expect, it } from 'vitest';
import { boardOf, contextOf, sung } from '../testing/boards.ts';
import { applyEdit, type BoardEdit } from './apply-edit.ts';
import type { BoardScene } from './board.ts';
import { applySplice, inverse } from './splice.ts';

/** 30 s in five scenes of 6 s. */
const FIVE = boardOf(0, 6, 12, 18, 24, 30);
const locking = (ids: string, scenes = FIVE): BoardScene[] =>
  scenes.map((scene) => ({ ...scene, locked: ids.includes(scene.id) }));

function done(edit: BoardEdit, scenes: readonly BoardScene[] = FIVE, context = contextOf(30)) {
  const result = applyEdit(scenes, edit, context);
  if ('errors' in result) throw new Error(JSON.stringify(result.errors));
  return result;
}
function refusals(edit: BoardEdit, scenes: readonly BoardScene[] = FIVE) {
  const result = applyEdit(scenes, edit, contextOf(30));
  if (!('errors' in result)) throw new Error('this was granted');
  return result.errors.map(({ pointer, message }) => `${pointer} ${message}`);
}
/** Ids and starts in seconds. */
const board = (scenes: readonly BoardScene[]) =>
  scenes.map(({ id, startFrame }) => `${id}@${Math.round((startFrame / 24) * 1000) / 1000}`).join(' ');

const split = (sceneId: string, atSeconds: number, snap = false): BoardEdit => ({
  type: 'split',
  sceneId,
  atSeconds,
  snap,
  newId: 'new',
});
const move = (sceneId: string, toSeconds: number, snap = false): BoardEdit => ({
  type: 'move-boundary',
  sceneId,
  toSeconds,
  snap,
});
const insert = (beforeId: string | null, lengthSeconds: number, snap = false): BoardEdit => ({
  type: 'insert',
  beforeId,
  lengthSeconds,
  snap,
  newId: 'new',
  words: { title: 'Rain' },
});
const remove = (sceneId: string, close: 'both' | 'previous' | 'next' = 'both', snap = false): BoardEdit => ({
  type: 'delete',
  sceneId,
  close,
  snap,
});
const reorder = (order: string, keep: 'times' | 'lengths' = 'times'): BoardEdit => ({
  type: 'reorder',
  order: [...order],
  keep,
});

describe('edits of a storyboard', () => {
  it.each<[string, BoardEdit, string, BoardScene[]?]>([
    ['split', split('b', 8), 'a@0 b@6 new@8 c@12 d@18 e@24'],
    ['split at a beat', split('b', 8, true), 'a@0 b@6 new@8.125 c@12 d@18 e@24'],
    ['merge', { type: 'merge', sceneId: 'a', keep: 'first' }, 'a@0 c@8 d@12', boardOf(0, 4, 8, 12, 16)],
    [
      'merge into the second',
      { type: 'merge', sceneId: 'a', keep: 'second' },
      'b@0 c@8 d@12',
      boardOf(0, 4, 8, 12, 16),
    ],
    ['move', move('c', 13.5), 'a@0 b@6 c@13.5 d@18 e@24'],
    ['move to a beat', move('c', 13.5, true), 'a@0 b@6 c@13.625 d@18 e@24'],
    ['insert: half from each', insert('c', 4), 'a@0 b@6 new@10 c@14 d@18 e@24'],
    ['insert on beats', insert('c', 4, true), 'a@0 b@6 new@10.125 c@14.125 d@18 e@24'],
    ['insert beside a locked scene', insert('c', 4), 'a@0 b@6 new@12 c@16 d@18 e@24', locking('b')],
    [
      'insert where one neighbour has less to give',
      insert('b', 3),
      'a@0 new@1 b@4 c@8',
      boardOf(0, 2, 8, 12),
    ],
    ['insert at the start', insert('a', 3), 'new@0 a@3 b@6 c@12 d@18 e@24'],
    ['insert at the end', insert(null, 3), 'a@0 b@6 c@12 d@18 e@24 new@27'],
    ['delete: half to each', remove('c'), 'a@0 b@6 d@15 e@24'],
    ['delete, all to the one before', remove('b', 'previous'), 'a@0 c@8 d@12', boardOf(0, 4, 8, 12, 16)],
    ['delete, all to the next', remove('b', 'next'), 'a@0 c@4 d@12', boardOf(0, 4, 8, 12, 16)],
    ['delete where one has less room', remove('b'), 'a@0 c@10', boardOf(0, 9, 14, 18)],
    ['delete onto a beat', remove('c', 'both', true), 'a@0 b@6 d@15.125 e@24'],
    ['delete the first', remove('a'), 'b@0 c@8 d@12', boardOf(0, 4, 8, 12, 16)],
    ['delete the last', remove('d'), 'a@0 b@4 c@8', boardOf(0, 4, 8, 12, 16)],
    ['reorder: cuts stay', reorder('cab'), 'c@0 a@2 b@8', boardOf(0, 2, 8, 12)],
    ['reorder: lengths travel', reorder('cab', 'lengths'), 'c@0 a@4 b@6', boardOf(0, 2, 8, 12)],
    ['lock', { type: 'lock', sceneIds: ['a'], locked: true }, 'a@0 b@6 c@12 d@18 e@24'],
  ])('%s', (_, edit, expected, scenes = FIVE) => {
    const result = done(edit, scenes, contextOf((scenes.at(-1)?.endFrame ?? 0) / 24));
    expect(board(result.scenes)).toBe(expected);
    const back = applySplice(result.scenes, inverse(result.splice));
    expect(back).toEqual({ scenes });
    expect(applySplice(scenes, result.splice)).toEqual({ scenes: result.scenes });
  });

  it.each<[string, BoardEdit, string, BoardScene[]?]>([
    ['an unknown scene', split('x', 8), '/sceneId The storyboard has no such scene'],
    ['a split outside the scene', split('b', 13), '/atSeconds Scene 2 can be split from 7 to 11 s.'],
    ['a split too near its end', split('b', 11.5), '/atSeconds Scene 2 can be split from 7 to 11 s.'],
    ['a split of a short scene', split('a', 1), '/sceneId Scene 1 lasts 1.5 s; two', boardOf(0, 1.5, 6)],
    ['a split of a locked scene', split('b', 8), '/sceneId Scene 2 is locked', locking('b')],
    ['a merge with nothing', { type: 'merge', sceneId: 'e', keep: 'first' }, '/sceneId The last scene'],
    [
      'a merge that no clip fills',
      { type: 'merge', sceneId: 'a', keep: 'first' },
      '/sceneId Scenes 1 and 2 last 12 s',
    ],
    [
      'a merge with a locked scene',
      { type: 'merge', sceneId: 'a', keep: 'first' },
      '/sceneId Scene 2 is locked',
      locking('b'),
    ],
    ['a move of the film’s start', move('a', 1), '/sceneId The first scene begins with the film'],
    ['a move too far', move('c', 17.5), '/toSeconds Scene 3 can begin from 8 to 16 s'],
    ['a move of a locked scene’s end', move('c', 13), '/sceneId Scene 2 is locked', locking('b')],
    ['an insert that is too short', insert('c', 0.5), '/lengthSeconds A scene lasts from 1 to 10 s'],
    ['an insert without room', insert('c', 4), '/lengthSeconds The neighbours can give 0 s', locking('bc')],
    [
      'a deletion that nobody can fill',
      remove('b'),
      '/sceneId Scene 2 leaves 6 s, of which its neighbours can take 4 s',
      locking('a'),
    ],
    ['a deletion that one cannot fill', remove('b', 'next'), '/close Scene 2 leaves 6 s'],
    ['a deletion of a locked scene', remove('b'), '/sceneId Scene 2 is locked', locking('b')],
    ['the last scene’s deletion', remove('a'), '/sceneId A storyboard has at least one', boardOf(0, 6)],
    ['an order that is no order', reorder('aabcx'), '/order/1 This scene is in the order twice.'],
    ['an order that moves a locked scene', reorder('bacde'), '/order/0 "B" is locked', locking('b')],
    [
      'a lock of nothing',
      { type: 'lock', sceneIds: ['a', 'x'], locked: true },
      '/sceneIds/1 The storyboard has no',
    ],
  ])('refuses %s', (_, edit, expected, scenes = FIVE) => {
    expect(refusals(edit, scenes)[0]).toContain(expected);
  });

  it('says which boundaries moved and what became of which scene', () => {
    expect(done(move('c', 13)).report).toEqual({
      boundaries: [{ sceneId: 'c', fromFrame: 288, toFrame: 312, movedSeconds: 1 }],
      changed: [
        { sceneId: 'b', times: true, length: true, words: true, locked: false },
        { sceneId: 'c', times: true, length: true, words: true, locked: false },
      ],
      added: [],
      removed: [],
    });
    expect(done(insert('c', 4)).report).toMatchObject({ added: ['new'], removed: [] });
    expect(done(remove('c')).report).toMatchObject({ added: [], removed: ['c'] });
    const [first] = done({ type: 'lock', sceneIds: ['a'], locked: true }).report.changed;
    expect(first).toEqual({ sceneId: 'a', times: false, length: false, words: false, locked: true });
  });

  it('has each cut say what it lies on and that a person put it there', () => {
    const cutOf = (edit: BoardEdit) => done(edit).scenes.find(({ id }) => id === 'c')?.cut;
    expect(cutOf(move('c', 13))).toEqual({ onto: 'wish', movedSeconds: 0, reason: 'Set by hand.' });
    expect(cutOf(move('c', 13, true))).toEqual({
      onto: 'beat',
      movedSeconds: 0.125,
      reason: 'On a beat, 0.13 s later than wished.',
    });
  });

  it('lets the lyrics of a scene follow its times, but not those that a person wrote', () => {
    const scenes = FIVE.map((scene) => (scene.id === 'c' ? { ...scene, lyricExcerpt: 'mine' } : scene));
    const moved = done(move('c', 13), scenes).scenes;
    expect(moved.map(({ lyricExcerpt }) => lyricExcerpt).slice(1, 3)).toEqual([sung(144, 312), 'mine']);
  });

  it('lets a scene that is too long for the model be shortened step by step, not lengthened', () => {
    const long = boardOf(0, 25, 30);
    expect(board(done(move('b', 20), long).scenes)).toBe('a@0 b@20');
    expect(board(done(split('a', 12), long).scenes)).toBe('a@0 new@12 b@25');
    expect(refusals(move('b', 26), long)[0]).toContain('/toSeconds Scene 2 can begin from 20 to 25 s');
  });

  it('takes no step back that was not the last one', () => {
    const first = done(split('b', 8));
    const second = done(move('new', 9), first.scenes);
    expect(applySplice(second.scenes, inverse(first.splice))).toEqual({
      errors: [{ pointer: '', message: expect.stringContaining('changed since') }],
    });
  });
});
