import { describe, expect, it } from 'vitest';
import { type CastMember, Entity, type Scene } from '#contracts/entities/index.ts';
import { viewsOf } from '#domain/views/views.ts';
import type { CastWords } from './commands/cast.ts';
import { castTag, lookTag, projectTag } from './edit-tags.ts';
import { filmed, PLAIN_WISH, pictured, sceneAt, scenes, takesOf } from './testing/films.ts';
import { World } from './testing/world.ts';

const MARA: CastWords = {
  castKind: 'person',
  name: 'Mara',
  appearance: 'a woman with short silver hair',
  prominence: 'absent',
  references: [],
};

const KONTEXT = 'black-forest-labs/flux-kontext-pro';
const FLUX_2 = 'black-forest-labs/flux-2-pro';

const add = (world: World, more: Partial<CastWords> = {}): CastMember =>
  world.granted('add-cast', { ...MARA, ...more });

const put = (world: World, scene: Scene, more: { footage?: Scene['footage']; cast?: Scene['cast'] }): Scene =>
  world.granted('put-scene-look', {
    sceneId: scene.id,
    footage: undefined,
    cast: undefined,
    ...more,
  });

const promptOf = (world: World, scene: Scene) => {
  const { promptId } = sceneAt(world, scene.index);
  const prompt = world.state.prompt.get(promptId ?? '');
  if (!prompt) throw new Error('the scene has no prompt');
  return prompt;
};

const staleImages = (world: World) => viewsOf(world.state, 'image').filter(({ stale }) => stale).length;
const count = (world: World) => [world.state.image.size, world.state.clip.size, world.outbox.size];

/** A picture of somebody, ready to be named in the cast. */
function reference(world: World): string {
  const uploadId = world.newId();
  const file = { fileName: 'mara.png', contentType: 'image/png', sizeBytes: 1000, key: `${uploadId}.png` };
  world.granted('open-upload', { id: uploadId, purpose: 'reference', ...file });
  world.granted('complete-upload', { uploadId });
  const probe = world.tasks('probe-upload').at(-1);
  if (!probe) throw new Error('the picture is not probed');
  const input = world.claim(probe.id, probe.attempt);
  expect(input).toMatchObject({ expect: 'image' });
  const video = {
    codec: 'png',
    width: 640,
    height: 480,
    rotationDegrees: 0,
    frames: 1,
    frameRate: null,
    pixelFormat: 'rgb24',
  };
  const probed = { format: 'png_pipe', sizeBytes: 1000, durationSeconds: 0, codec: 'png', sampleRate: 0 };
  world.settle(probe, {
    type: 'done',
    result: { work: 'probe-upload', ...probed, channels: 0, bitRate: null, hasSound: false, video },
  });
  return uploadId;
}

describe('a style pack', () => {
  it('makes every image and clip stale at once, and nothing anew', () => {
    const world = filmed();
    const before = count(world);
    world.granted('update-project', { settings: { stylePack: 'late-sun' } });
    expect(world.state.project.values().next().value?.settings.stylePack).toBe('late-sun@1');
    expect(viewsOf(world.state, 'scene').every(({ stale }) => stale.image && stale.clip)).toBe(true);
    expect(count(world)).toEqual(before);
    expect(promptOf(world, sceneAt(world, 0)).imageText).toContain('honey, amber and soft olive');
  });

  it('that is taken back makes what fitted fit again', () => {
    const world = filmed();
    world.granted('update-project', { settings: { stylePack: 'late-sun@1' } });
    world.granted('update-project', { settings: { stylePack: null } });
    expect(viewsOf(world.state, 'scene').some(({ stale }) => stale.image || stale.clip)).toBe(false);
  });

  it('is what new prompts are written with, and what is told to those who write them', () => {
    const world = pictured(1, { settings: { stylePack: 'wet-ink' } });
    for (const { imageText, systemPrompt } of world.state.prompt.values()) {
      expect(imageText).toContain('ink and brush');
      expect(imageText).toContain('ink on paper');
      expect(systemPrompt).toMatch(/^generate-prompts\/\d+$/);
    }
    add(world, { prominence: 'support' });
    const first = sceneAt(world, 0);
    put(world, first, { footage: 'b-roll' });
    world.granted('start-stage', { stage: 'generate_prompts', sceneIds: [first.id] });
    const input = world.claim(world.tasks('write-prompts').at(-1)?.id ?? '', 1);
    if (input?.work !== 'write-prompts') throw new Error('no prompts are written');
    const document: unknown = JSON.parse(input.request.messages.at(-1)?.content ?? '');
    expect(document).toMatchObject({
      style: 'ink on paper',
      look: expect.stringContaining('ink and brush'),
      cast: [{ name: 'Mara', kind: 'person', appearance: MARA.appearance }],
      scenes: [{ footage: 'b-roll', cast: [{ name: 'Mara', prominence: 'support' }] }],
    });
  });

  it.each(['late-moon', 'late-sun@7', ''])(
    'that does not exist is refused and names those that do: %j',
    (stylePack) => {
      const world = new World();
      const refusal = world.do('update-project', { settings: { stylePack } });
      expect(refusal).toMatchObject({
        code: 'style-pack-unknown',
        message: expect.stringContaining('neon-rain@1'),
      });
    },
  );

  it('counts as an edit of the project', () => {
    const [plain, packed] = [null, 'late-sun@1'].map((stylePack) => {
      const { settings } = new World().state.project.values().next().value ?? {};
      if (!settings) throw new Error('there is no project');
      return projectTag({ title: 't', artist: null, budgetUsd: null, settings: { ...settings, stylePack } });
    });
    expect(plain).not.toBe(packed);
  });
});

describe('the cast', () => {
  it('stands in each prompt of its scenes, in the same words, and nowhere else', () => {
    const world = filmed();
    const mara = add(world);
    expect(staleImages(world)).toBe(0);
    const [first, second, third] = scenes(world);
    if (!first || !second || !third) throw new Error('the film is too short');
    put(world, first, { cast: [{ castId: mara.id, prominence: 'lead' }] });
    put(world, second, { cast: [{ castId: mara.id, prominence: 'support' }] });
    for (const scene of [first, second]) {
      const { imageText, clipText } = promptOf(world, scene);
      for (const text of [imageText, clipText])
        expect(text).toContain('Mara: a woman with short silver hair');
    }
    expect(promptOf(world, third).imageText).not.toContain('Mara');
    expect(viewsOf(world.state, 'scene').map(({ stale }) => stale.image)).toEqual(
      scenes(world).map(({ index }) => index < 2),
    );
  });

  it('by default is in every scene that does not keep it out', () => {
    const world = filmed();
    const mara = add(world, { prominence: 'lead' });
    const first = sceneAt(world, 0);
    put(world, first, { cast: [{ castId: mara.id, prominence: 'absent' }] });
    expect(promptOf(world, first).imageText).not.toContain('Mara');
    expect(viewsOf(world.state, 'scene').map(({ stale }) => stale.image)).toEqual(
      scenes(world).map(({ index }) => index > 0),
    );
  });

  it('that changes makes its scenes stale, and one that leaves is in no scene any more', () => {
    const world = filmed();
    const mara = add(world);
    const first = sceneAt(world, 0);
    put(world, first, { footage: 'performance', cast: [{ castId: mara.id, prominence: 'lead' }] });
    world.granted('update-cast', { castId: mara.id, changes: { appearance: 'a woman in a yellow coat' } });
    expect(promptOf(world, first).clipText).toMatch(/Mara sings, lips moving.*yellow coat/);
    world.granted('remove-cast', { castId: mara.id });
    expect(sceneAt(world, 0)).toMatchObject({ cast: [], footage: 'performance' });
    expect(promptOf(world, first).clipText).not.toMatch(/Mara|sings/);
    expect(staleImages(world)).toBe(0);
    expect(world.do('update-cast', { castId: mara.id, changes: {} })).toMatchObject({
      code: 'cast-not-found',
    });
    expect(world.do('remove-cast', { castId: mara.id })).toMatchObject({ code: 'cast-not-found' });
  });

  it('leaves a version alone of which something was made, and what is being made of it', () => {
    const world = pictured();
    const first = sceneAt(world, 0);
    world.granted('make-images', { ...PLAIN_WISH, sceneId: first.id });
    const before = promptOf(world, first);
    add(world, { prominence: 'lead' });
    const after = promptOf(world, first);
    expect(after).toMatchObject({ version: before.version + 1, parts: before.parts, origin: before.origin });
    expect(world.state.prompt.get(before.id)).toEqual(before);
    const task = world.tasks('create-image').findLast(({ sceneId }) => sceneId === first.id);
    const input = world.claim(task?.id ?? '', 1);
    expect(input).toMatchObject({ input: { prompt: before.imageText } });
    world.granted('put-prompt', { sceneId: first.id, edit: { promptId: before.id } });
    expect(promptOf(world, first).imageText).toBe(after.imageText);
  });

  it('changes a version of which nothing was made where it stands', () => {
    const world = pictured();
    const first = sceneAt(world, 0);
    const { id } = world.granted('put-prompt', { sceneId: first.id, edit: { text: 'a pier' } });
    const mara = add(world, { prominence: 'lead' });
    world.granted('update-cast', { castId: mara.id, changes: { name: 'Ida' } });
    expect(promptOf(world, first)).toMatchObject({ id, origin: 'user', systemPrompt: null });
    expect(promptOf(world, first).imageText).toMatch(/^a pier\. Ida: a woman/);
  });

  it('refuses strangers, too many, and scenes that are not there', () => {
    const world = pictured();
    const first = sceneAt(world, 0);
    const cast = [{ castId: world.newId(), prominence: 'lead' as const }];
    const look = { sceneId: first.id, footage: undefined, cast };
    expect(world.do('put-scene-look', look)).toMatchObject({ code: 'cast-not-found' });
    expect(world.do('put-scene-look', { ...look, sceneId: world.newId() })).toMatchObject({
      code: 'scene-not-found',
    });
    for (let n = 0; n < 50; n += 1) add(world, { name: `M${n}` });
    expect(world.do('add-cast', MARA)).toMatchObject({ code: 'cast-full' });
  });

  it('refuses an edit of what somebody else has changed meanwhile', () => {
    const world = pictured();
    const first = sceneAt(world, 0);
    const old = castTag([]);
    const mara = add(world);
    expect(world.do('add-cast', MARA, { of: 'cast', tags: [old] })).toMatchObject({
      code: 'precondition-failed',
    });
    const changes = { castId: mara.id, changes: { name: 'Ida' } };
    const present = castTag([...world.state.cast.values()]);
    expect(world.do('update-cast', changes, { of: 'cast', tags: [present] })).toMatchObject({ name: 'Ida' });
    const read = lookTag(first);
    put(world, first, { footage: 'b-roll' });
    const look = { sceneId: first.id, footage: null, cast: undefined };
    expect(world.do('put-scene-look', look, { of: 'look', sceneId: first.id, tags: [read] })).toMatchObject({
      code: 'precondition-failed',
    });
  });
});

describe('rows of older days', () => {
  it('say nothing of a look, and are read', () => {
    const world = filmed();
    const { footage: _, cast: __, systemPrompt: ___, ...scene } = sceneAt(world, 0);
    expect(Entity.parse(scene)).toMatchObject({ footage: null, cast: [], systemPrompt: null });
    const { systemPrompt: ____, ...prompt } = promptOf(world, sceneAt(world, 0));
    expect(Entity.parse(prompt)).toMatchObject({ systemPrompt: null });
    const [image] = takesOf(world, 'image', scene.id);
    expect(Entity.parse({ ...image, references: undefined })).toMatchObject({ references: [] });
    const [project] = world.state.project.values();
    const settings = { ...project?.settings, stylePack: undefined };
    expect(Entity.parse({ ...project, settings })).toMatchObject({ settings: { stylePack: null } });
  });
});

describe('pictures of the cast', () => {
  it.each([
    [KONTEXT, 1],
    [FLUX_2, 2],
    ['black-forest-labs/flux-schnell', 0],
  ])('go to %s as far as it takes them: %d', (imageModel, taken) => {
    const world = pictured(1, { settings: { imageModel } });
    const [one, two] = [reference(world), reference(world)];
    add(world, { prominence: 'lead', references: [one, two] });
    const first = sceneAt(world, 0);
    world.granted('make-images', { ...PLAIN_WISH, sceneId: first.id });
    const task = world.tasks('create-image').findLast(({ sceneId }) => sceneId === first.id);
    const input = world.claim(task?.id ?? '', 1);
    expect(input).toMatchObject({
      referenceKeys: [one, two].slice(0, taken).map((id) => `${id}.png`),
      input: { prompt: expect.stringMatching(taken > 0 ? /^Reference image 1 shows Mara\./ : /^subject/) },
    });
    expect(takesOf(world, 'image', first.id).at(-1)?.references).toEqual([one, two].slice(0, taken));
  });

  it('make images stale where the model was given others, and no clip but through its image', () => {
    const world = filmed({ settings: { imageModel: KONTEXT } });
    const mara = add(world, { prominence: 'lead', references: [reference(world)] });
    world.granted('start-run', { until: 'assemble_video', approvals: 'automatic' });
    world.runAll();
    expect(viewsOf(world.state, 'scene').some(({ stale }) => stale.image || stale.clip)).toBe(false);
    world.granted('update-cast', { castId: mara.id, changes: { references: [reference(world)] } });
    expect(viewsOf(world.state, 'scene').every(({ stale }) => stale.image && !stale.clip)).toBe(true);
  });

  it('may be images that were made, and nothing that is no picture or not there yet', () => {
    const world = pictured();
    const [image] = takesOf(world, 'image', sceneAt(world, 0).id);
    expect(add(world, { references: [image?.id ?? ''] }).references).toEqual([image?.id]);
    const song = [...world.state.upload.values()].find(({ purpose }) => purpose === 'song');
    const file = { fileName: 'x.png', contentType: 'image/png', sizeBytes: 10, key: 'x.png' };
    const pending = world.granted('open-upload', { id: world.newId(), purpose: 'reference', ...file });
    for (const id of [song?.id ?? '', pending.id, world.newId()])
      expect(world.do('add-cast', { ...MARA, references: [id] })).toMatchObject({ code: 'reference-unfit' });
  });
});
