import { describe, expect, it } from 'vitest';
import { viewsOf } from '../views/views.ts';
import type { PromptEdit } from './commands/prompts.ts';
import { filmed, pictured, sceneAt } from './testing/films.ts';
import { World } from './testing/world.ts';

function write(world: World, sceneId: string, edit: PromptEdit) {
  return world.granted('put-prompt', { sceneId, edit });
}

const versions = (world: World, sceneId: string) =>
  viewsOf(world.state, 'prompt')
    .filter((prompt) => prompt.sceneId === sceneId)
    .map(({ version, origin, current }) => ({ version, origin, current }));

describe("a person's prompt", () => {
  it('is a new version beside the old ones; what was made before is stale, and nothing is made by itself', () => {
    const world = filmed();
    const { id, promptId } = sceneAt(world, 1);
    const before = world.state.prompt.get(promptId ?? '');
    const paid = world.paidClaims.length;
    const prompt = write(world, id, { parts: { light: 'neon' } });
    world.runAll();
    expect(prompt).toMatchObject({
      version: 2,
      origin: 'user',
      parts: { ...before?.parts, light: 'neon' },
      imageText: 'subject of scene 1. neon. ink on paper',
    });
    expect(versions(world, id)).toEqual([
      { version: 1, origin: 'model', current: false },
      { version: 2, origin: 'user', current: true },
    ]);
    const stale = viewsOf(world.state, 'image').filter((image) => image.stale);
    expect(stale).toMatchObject([{ sceneId: id, promptVersion: 1 }]);
    expect(world.paidClaims.length).toBe(paid);
    write(world, id, { promptId: promptId ?? '' });
    expect(viewsOf(world.state, 'image').filter((image) => image.stale)).toEqual([]);
    expect(versions(world, id)).toMatchObject([{ current: true }, { current: false }]);
  });

  it('may be plain words: they say what is seen, while motion and negative stay', () => {
    const world = filmed();
    const { id } = sceneAt(world, 0);
    write(world, id, { parts: { motion: 'slow pan', negative: 'text', camera: '85 mm' } });
    const prompt = write(world, id, { text: 'A fox in the snow' });
    expect(prompt).toMatchObject({
      version: 3,
      imageText: 'A fox in the snow. ink on paper',
      clipText: 'slow pan. A fox in the snow. ink on paper',
      parts: { negative: 'text', camera: '' },
    });
  });

  it('that says the same again is the same version', () => {
    const world = filmed();
    const { id } = sceneAt(world, 0);
    const first = write(world, id, { parts: { light: 'neon' } });
    expect(write(world, id, { parts: { light: 'neon' } }).id).toBe(first.id);
    expect(versions(world, id)).toHaveLength(2);
  });

  it.each([
    ['of another scene', 'prompt-not-found'],
    ['for a scene that is not there', 'scene-not-found'],
  ])('%s is refused', (what, code) => {
    const world = filmed();
    const promptId = sceneAt(world, 1).promptId ?? '';
    const sceneId = what === 'of another scene' ? sceneAt(world, 0).id : world.newId();
    expect(world.do('put-prompt', { sceneId, edit: { promptId } })).toMatchObject({ refused: true, code });
  });

  it('is left alone by the model, unless its scene is named', () => {
    const world = filmed();
    const { id } = sceneAt(world, 0);
    write(world, id, { text: 'A fox in the snow' });
    world.granted('start-stage', { stage: 'generate_prompts', sceneIds: null });
    world.runAll();
    expect(world.job('generate_prompts')).toMatchObject({ status: 'succeeded', total: 0 });
    expect(versions(world, id)).toHaveLength(2);
    world.granted('start-stage', { stage: 'generate_prompts', sceneIds: [id] });
    world.runAll();
    expect(versions(world, id).at(-1)).toEqual({ version: 3, origin: 'model', current: true });
  });

  it("that is written while the model writes stays current, and the model's is kept beside it", () => {
    const world = filmed();
    const { id } = sceneAt(world, 0);
    world.granted('start-stage', { stage: 'generate_prompts', sceneIds: [id] });
    write(world, id, { text: 'A fox in the snow' });
    world.runAll();
    expect(versions(world, id)).toEqual([
      { version: 1, origin: 'model', current: false },
      { version: 2, origin: 'user', current: true },
      { version: 3, origin: 'model', current: false },
    ]);
    expect(world.job('generate_prompts').notes).toEqual([expect.stringContaining('scene 1')]);
  });

  it('spends nothing beside a job for every scene that found the scene well served', () => {
    const world = pictured();
    const [first, second] = [sceneAt(world, 0), sceneAt(world, 1)];
    world.granted('decide-takes', {
      decisions: [{ takeId: second.imageId ?? '', decision: 'rejected', reason: null }],
      decidedBy: 'me',
    });
    world.granted('start-stage', { stage: 'generate_images', sceneIds: null });
    const paid = world.paidClaims.length;
    write(world, first.id, { text: 'A fox in the snow' });
    world.runAll();
    expect(world.job('generate_images')).toMatchObject({ status: 'succeeded', total: 1 });
    expect(world.paidClaims.length).toBe(paid + 1);
  });

  it('is what a scene without one begins with', () => {
    const world = new World({ settings: { approvals: 'manual' } });
    world.upload(20);
    for (const stage of ['transcribe', 'analyze_scenes'] as const) {
      world.granted('start-stage', { stage, sceneIds: null });
      world.runAll();
    }
    const { id } = sceneAt(world, 0);
    expect(write(world, id, { parts: { subject: 'A fox' } })).toMatchObject({ version: 1, origin: 'user' });
    world.granted('start-stage', { stage: 'generate_prompts', sceneIds: null });
    world.runAll();
    expect(versions(world, id)).toEqual([{ version: 1, origin: 'user', current: true }]);
  });
});
