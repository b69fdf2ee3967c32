import { describe, expect, it } from 'vitest';
import { clipLengths, findClipModel } from '#domain/models/index.ts';
import { planScenes } from '#domain/storyboard/plan-scenes.ts';
import { entries, storyboard } from '../testing/edits.ts';
import { SETTINGS, World } from '../testing/world.ts';

/** A song of 30 s whose words are known. */
function heard(): World {
  const world = new World({ settings: { sceneCount: 3 } });
  world.upload(30);
  world.granted('start-stage', { stage: 'transcribe', sceneIds: null });
  world.runAll();
  return world;
}

describe('choosing the scenes', () => {
  it('hands on the lengths that the clip model makes, and keeps with each scene how its cut came about', () => {
    const world = heard();
    world.granted('start-stage', { stage: 'analyze_scenes', sceneIds: null });
    const task = world.tasks('analyze-scenes')[0];
    const input = task && world.claim(task.id, task.attempt);
    if (!task || input?.work !== 'analyze-scenes') throw new Error('there is no work');
    const model = findClipModel(SETTINGS.clipModel);
    expect(input.clipSeconds).toEqual(model && clipLengths(model, SETTINGS.resolution));
    const scenes = planScenes(input);
    const nothing = { model: null, promptVersion: null, costUsd: null, note: null };
    const result = { work: 'analyze-scenes' as const, scenes, ...nothing };
    world.settle(task, { type: 'done', result });
    expect(storyboard(world).map(({ cut }) => cut)).toEqual(scenes.map(({ cut }) => cut));
    expect(storyboard(world)[1]?.cut.onto).toBe('line');
  });

  it('tells the model who is in the film, and which scenes stay', () => {
    const world = heard();
    world.granted('start-stage', { stage: 'analyze_scenes', sceneIds: null });
    world.runAll();
    const mara = { castKind: 'person', name: 'Mara', appearance: 'a red coat', prominence: 'lead' } as const;
    world.granted('add-cast', { ...mara, references: [] });
    const [, second] = storyboard(world);
    const edit = { type: 'lock' as const, sceneIds: [second?.id ?? ''], locked: true };
    world.granted('edit-storyboard', { edit, editedBy: 'me' });
    world.granted('start-stage', { stage: 'analyze_scenes', sceneIds: null });
    const task = world.tasks('analyze-scenes').at(-1);
    const input = task && world.claim(task.id, task.attempt);
    if (input?.work !== 'analyze-scenes') throw new Error('there is no work');
    const document: unknown = JSON.parse(input.request.messages.at(-1)?.content ?? '');
    expect(document).toMatchObject({
      cast: [{ name: 'Mara', kind: 'person', appearance: 'a red coat', prominence: 'lead' }],
      lockedScenes: [{ title: second?.title, startSeconds: 10, endSeconds: 20 }],
    });
  });

  it('leaves the reports of cuts that an edit does not move, and says of a moved one that a person put it there', () => {
    const world = heard();
    world.granted('start-stage', { stage: 'analyze_scenes', sceneIds: null });
    world.runAll();
    const before = storyboard(world).map(({ cut }) => cut);
    const list = entries(world).map((entry, index) => ({
      ...entry,
      startSeconds: entry.startSeconds + (index === 1 ? 0.5 : 0),
      endSeconds: entry.endSeconds + (index === 0 ? 0.5 : 0),
    }));
    world.granted('put-scenes', { scenes: list });
    const after = storyboard(world).map(({ cut }) => cut);
    expect([after[0], after[2]]).toEqual([before[0], before[2]]);
    expect(after[1]).toEqual({ onto: 'wish', movedSeconds: 0, reason: 'Set by hand.' });
  });
});
