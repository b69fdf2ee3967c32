import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scene } from '#contracts/entities/index.ts';
import { isRefusal } from '../refusal.ts';
import { entries, storyboard, without } from '../testing/edits.ts';
import { World } from '../testing/world.ts';
import type { AskedEdit } from './scene-edits.ts';

/** A song of 30 s in six scenes of 5 s, run until there. */
function made(until: 'analyze_scenes' | 'generate_images' | 'assemble_video' = 'analyze_scenes'): World {
  const world = new World({ settings: { sceneCount: 6 } });
  world.upload(30);
  world.granted('start-run', { until, approvals: 'automatic' });
  world.runAll();
  return world;
}

const edit = (world: World, step: AskedEdit) => world.do('edit-storyboard', { edit: step, editedBy: 'me' });
const granted = (world: World, step: AskedEdit) =>
  world.granted('edit-storyboard', { edit: step, editedBy: 'me' });
const idAt = (world: World, index: number) => storyboard(world)[index]?.id ?? '';
const lock = (world: World, index: number, locked = true) =>
  granted(world, { type: 'lock', sceneIds: [idAt(world, index)], locked });
/** The storyboard without the stamps of its rows. */
const board = (world: World) => storyboard(world).map(({ updatedAt: _, ...scene }: Scene) => scene);
const types = (world: World) =>
  [...world.state.edit.values()].map(({ type, undoneAt }) => [type, undoneAt !== null]);

describe('a step at the storyboard', () => {
  it('says what moved, which clips became stale and what they cost to make again, and spends nothing', () => {
    const world = made('assemble_video');
    const [first, second] = storyboard(world);
    const paid = world.paidClaims.length;
    const step = { type: 'move-boundary', sceneId: second?.id ?? '', toSeconds: 7.5, snap: false } as const;
    const reply = granted(world, step);
    expect(reply.edit).toMatchObject({ number: 1, type: 'move-boundary', editedBy: 'me', undoneAt: null });
    expect(reply.report.boundaries).toMatchObject([
      { sceneId: second?.id, fromSeconds: 5, toSeconds: 7.5, movedSeconds: 2.5 },
    ]);
    expect(reply.stale).toEqual([{ sceneId: first?.id, kind: 'clip', takeId: first?.clipId }]);
    expect(reply.repair.items).toMatchObject([{ sceneId: first?.id, kind: 'clip', reason: 'stale' }]);
    const spent = () => [...world.state.project.values()][0]?.spentUsd ?? 0;
    const before = spent();
    world.runAll();
    expect([world.paidClaims.length, spent()]).toEqual([paid, before]);
    world.granted('start-stage', { stage: 'generate_clips', sceneIds: null });
    world.runAll();
    expect(spent() - before).toBeCloseTo(reply.repair.usd, 6);
  });

  it('quotes image and clip of a scene that it adds', () => {
    const world = made('assemble_video');
    const reply = granted(world, { type: 'split', sceneId: idAt(world, 2), atSeconds: 12.5, snap: false });
    expect(reply.report.added).toEqual([idAt(world, 3)]);
    expect(reply.repair.items.map(({ sceneId, kind, reason }) => [sceneId, kind, reason])).toEqual([
      [idAt(world, 3), 'image', 'missing'],
      [idAt(world, 3), 'clip', 'missing'],
    ]);
  });

  it('that changes nothing is no step', () => {
    const world = made();
    const { state } = world;
    expect(lock(world, 0, false).edit).toBeNull();
    expect(world.state).toEqual(state);
  });

  it('is refused where there is nothing to edit, while scenes are chosen, and where it does not fit', () => {
    const world = new World();
    const merge = { type: 'merge', sceneId: 'x', keep: 'first' } as const;
    expect(edit(world, merge)).toMatchObject({ code: 'song-missing' });
    world.upload(30);
    expect(edit(world, merge)).toMatchObject({ code: 'scenes-missing' });
    world.granted('start-run', { until: 'analyze_scenes', approvals: 'automatic' });
    expect(edit(world, merge)).toMatchObject({ code: 'stage-busy' });
    expect(world.do('undo-edit', null)).toMatchObject({ code: 'stage-busy' });
    world.runAll();
    expect(edit(world, merge)).toMatchObject({
      code: 'storyboard-invalid',
      errors: [{ pointer: '/sceneId' }],
    });
    expect(world.do('undo-edit', null)).toMatchObject({ code: 'nothing-to-undo' });
  });

  it('keeps how the first of two merged scenes begins', () => {
    const world = made();
    const transition = { kind: 'crossfade', seconds: 0.5 } as const;
    world.granted('put-scenes', {
      scenes: entries(world).map((entry, index) => (index === 1 ? { ...entry, transition } : entry)),
    });
    const [, first, second] = storyboard(world);
    granted(world, { type: 'merge', sceneId: first?.id ?? '', keep: 'second' });
    expect(storyboard(world)[1]).toMatchObject({ id: second?.id, transition });
  });
});

describe('a locked scene', () => {
  it('is changed by no edit, no list and no removal, and nothing else changes with it', () => {
    const world = made();
    lock(world, 2);
    const { state } = world;
    const id = idAt(world, 2);
    const refused = [
      edit(world, { type: 'delete', sceneId: id, close: 'both', snap: false }),
      world.do('put-scenes', { scenes: without(entries(world), 2) }),
      world.do('put-scenes', {
        scenes: entries(world).map((entry) => (entry.id === id ? { ...entry, mood: 'x' } : entry)),
      }),
    ];
    expect(refused).toMatchObject([
      { errors: [{ pointer: '/sceneId' }] },
      { errors: expect.arrayContaining([expect.objectContaining({ pointer: '/scenes' })]) },
      { errors: [{ pointer: '/scenes/2/mood' }] },
    ]);
    expect(world.state).toBe(state);
    world.granted('put-scenes', {
      scenes: entries(world).map((entry, index) => (index === 0 ? { ...entry, mood: 'x' } : entry)),
    });
    expect(storyboard(world)[2]).toMatchObject({ id, locked: true });
  });

  it('keeps id and takes while the rest is planned anew around it, which can be undone', () => {
    const world = made('assemble_video');
    granted(world, { type: 'move-boundary', sceneId: idAt(world, 2), toSeconds: 11.3, snap: false });
    granted(world, { type: 'move-boundary', sceneId: idAt(world, 3), toSeconds: 13.1, snap: false });
    lock(world, 2);
    const before = board(world);
    const kept = before[2];
    expect([kept?.startFrame, kept?.endFrame]).toEqual([271, 314]);
    world.granted('start-stage', { stage: 'analyze_scenes', sceneIds: null });
    world.runAll();
    expect(board(world).filter(({ id }) => before.some((scene) => scene.id === id))).toEqual([
      { ...kept, index: expect.any(Number) },
    ]);
    expect(types(world).slice(2)).toEqual([
      ['lock', false],
      ['plan', false],
    ]);
    world.granted('undo-edit', null);
    expect(board(world)).toEqual(before);
  });
});

describe('undo and redo', () => {
  it('bring a removed scene back with its takes, and again after it was made in between', () => {
    const world = made('assemble_video');
    const before = board(world);
    granted(world, { type: 'delete', sceneId: idAt(world, 3), close: 'previous', snap: false });
    const after = board(world);
    const undone = world.granted('undo-edit', null);
    expect(board(world)).toEqual(before);
    expect(undone.report.added).toEqual([before[3]?.id]);
    expect(undone.repair).toEqual({ items: [], usd: 0 });
    world.granted('redo-edit', null);
    expect(board(world)).toEqual(after);
    expect(world.do('redo-edit', null)).toMatchObject({ code: 'nothing-to-undo' });
  });

  it('keep what was made of a new scene before its insertion was undone', () => {
    const world = made('assemble_video');
    granted(world, { type: 'split', sceneId: idAt(world, 0), atSeconds: 2.5, snap: false });
    world.granted('start-run', { until: 'assemble_video', approvals: 'automatic' });
    world.runAll();
    const made_ = board(world);
    expect(made_[1]?.clipId).not.toBeNull();
    world.granted('undo-edit', null);
    expect(storyboard(world)).toHaveLength(6);
    const paid = world.paidClaims.length;
    world.granted('redo-edit', null);
    expect(board(world)).toEqual(made_);
    world.granted('start-run', { until: 'assemble_video', approvals: 'automatic' });
    world.runAll();
    expect(world.paidClaims.length).toBe(paid);
  });

  it('select what came in while the scene was gone', () => {
    const world = new World({ settings: { sceneCount: 6 } });
    world.upload(30);
    world.granted('start-run', { until: 'generate_images', approvals: 'automatic' });
    world.runAll((task) =>
      task.work === 'store-image' ? { type: 'started', externalId: `outside-${task.id}` } : null,
    );
    const id = idAt(world, 0);
    granted(world, { type: 'delete', sceneId: id, close: 'both', snap: false });
    for (const task of world.tasks('store-image')) {
      const result = { work: 'store-image' as const, key: 'k', contentType: 'image/png', sizeBytes: 1 };
      world.settle(task, { type: 'done', result });
    }
    const take = [...world.state.image.values()].find(({ sceneId }) => sceneId === id);
    world.granted('undo-edit', null);
    expect(world.state.scene.get(id)?.imageId).toBe(take?.id);
    expect(world.state.image.get(take?.id ?? '')?.approval).toBe('approved');
  });

  it('end where a new edit is made, and where the scenes were changed by something else', () => {
    const world = made();
    lock(world, 0);
    lock(world, 1);
    world.granted('undo-edit', null);
    lock(world, 3);
    expect(types(world)).toEqual([
      ['lock', false],
      ['lock', false],
    ]);
    expect(world.do('redo-edit', null)).toMatchObject({ code: 'nothing-to-undo' });
    const scene = storyboard(world)[3];
    if (!scene) throw new Error('no scene');
    const changed = { ...scene, mood: 'by something else' };
    world.state = { ...world.state, scene: new Map([...world.state.scene, [scene.id, changed]]) };
    const { state } = world;
    expect(world.do('undo-edit', null)).toMatchObject({ code: 'edit-outdated' });
    expect(world.state).toBe(state);
  });

  it('know the last 200 steps', () => {
    const world = made();
    for (let step = 0; step < 203; step += 1) lock(world, 0, step % 2 === 0);
    const numbers = [...world.state.edit.values()].map(({ number }) => number);
    expect([numbers.length, Math.min(...numbers), Math.max(...numbers)]).toEqual([200, 4, 203]);
  });
});

const step = fc.record({
  do: fc.constantFrom(
    'split',
    'merge',
    'move',
    'insert',
    'delete',
    'reorder',
    'lock',
    'put',
    'undo',
    'redo',
    'undo',
  ),
  pick: fc.nat(30),
  seconds: fc.double({ min: -3, max: 3, noNaN: true }),
  flag: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function play(world: World, { do: what, pick, seconds, flag }: Step) {
  const scenes = storyboard(world);
  const index = pick % scenes.length;
  const scene = scenes[index];
  if (!scene) throw new Error('no scenes');
  const sceneId = scene.id;
  const [start, end] = [scene.startFrame / 24, scene.endFrame / 24];
  switch (what) {
    case 'split':
      return edit(world, { type: 'split', sceneId, atSeconds: (start + end) / 2, snap: flag });
    case 'merge':
      return edit(world, { type: 'merge', sceneId, keep: flag ? 'first' : 'second' });
    case 'move':
      return edit(world, { type: 'move-boundary', sceneId, toSeconds: start + seconds, snap: flag });
    case 'insert':
      return edit(world, { type: 'insert', beforeId: sceneId, lengthSeconds: 2, snap: flag, words: {} });
    case 'delete':
      return edit(world, { type: 'delete', sceneId, close: 'both', snap: flag });
    case 'reorder':
      return edit(world, {
        type: 'reorder',
        order: scenes.map(({ id }) => id).reverse(),
        keep: flag ? 'times' : 'lengths',
      });
    case 'lock':
      return edit(world, { type: 'lock', sceneIds: [sceneId], locked: pick % 3 === 0 });
    case 'put':
      return world.do('put-scenes', { scenes: flag ? without(entries(world), index) : entries(world) });
    case 'undo':
      return world.do('undo-edit', null);
    case 'redo':
      return world.do('redo-edit', null);
    default:
      return what satisfies never;
  }
}

describe('any sequence of steps, undone and done again', () => {
  it('tiles the film, keeps locks, and restores scenes with their takes exactly', () => {
    const start = made('generate_images').state;
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 20 }), (steps) => {
        const world = new World();
        // Ids go on behind those that the storyboard was made with.
        for (let used = 0; used < 1000; used += 1) world.newId();
        world.state = start;
        const undo = [board(world)];
        const redo: ReturnType<typeof board>[] = [];
        for (const chosen of steps) {
          const before = board(world);
          const reply = play(world, chosen);
          const after = board(world);
          if (isRefusal(reply)) {
            expect(after).toEqual(before);
            continue;
          }
          seen.add(chosen.do);
          expect(after.map(({ index }) => index)).toEqual(after.map((_, index) => index));
          expect(after.map(({ startFrame }) => startFrame)).toEqual([
            0,
            ...after.slice(0, -1).map(({ endFrame }) => endFrame),
          ]);
          expect(after.at(-1)?.endFrame).toBe(720);
          if (chosen.do === 'undo') {
            redo.push(undo.pop() ?? []);
            expect(after).toEqual(undo.at(-1));
          } else if (chosen.do === 'redo') {
            undo.push(redo.pop() ?? []);
            expect(after).toEqual(undo.at(-1));
          } else if (JSON.stringify(after) !== JSON.stringify(before)) {
            if (chosen.do !== 'lock')
              for (const scene of before)
                if (scene.locked)
                  expect({ ...after.find(({ id }) => id === scene.id), index: 0 }).toEqual({
                    ...scene,
                    index: 0,
                  });
            undo.push(after);
            redo.length = 0;
          }
        }
        while (undo.length > 1) {
          undo.pop();
          world.granted('undo-edit', null);
          expect(board(world)).toEqual(undo.at(-1));
        }
        expect(world.do('undo-edit', null)).toMatchObject({ code: 'nothing-to-undo' });
      }),
      { numRuns: 300 },
    );
    expect(seen.size).toBe(10);
  });
});
