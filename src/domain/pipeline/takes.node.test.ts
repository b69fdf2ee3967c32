import { describe, expect, it } from 'vitest';
import { viewsOf } from '../views/views.ts';
import type { ClipWish, TakeWish } from './commands/takes.ts';
import { filmed, judge, PLAIN_WISH, pictured, sceneAt, scenes, takesOf } from './testing/films.ts';
import type { World } from './testing/world.ts';

const failure = { code: 'nsfw', message: 'The model refused.', retryable: false };
const images = (world: World, wish: Partial<TakeWish> & { sceneId: string }) =>
  world.do('make-images', { ...PLAIN_WISH, ...wish });
const clips = (world: World, wish: Partial<ClipWish> & { sceneId: string }) =>
  world.do('make-clips', { ...PLAIN_WISH, imageId: null, durationSeconds: null, ...wish });

describe('candidates', () => {
  it('are takes of their own: each with its number, its seed and its price', () => {
    const world = pictured(3);
    const count = scenes(world).length;
    expect(world.job('generate_images')).toMatchObject({ status: 'succeeded', total: 3 * count });
    expect(world.paidClaims.filter((key) => key.startsWith('create-image'))).toHaveLength(3 * count);
    for (const { id } of scenes(world)) {
      const takes = takesOf(world, 'image', id);
      expect(takes.map(({ candidate }) => candidate)).toEqual([1, 2, 3]);
      expect(new Set(takes.map(({ seed }) => seed)).size).toBe(3);
      expect(takes.every(({ costUsd }) => costUsd > 0)).toBe(true);
    }
  });

  it.each(['generate_images', 'generate_clips'] as const)(
    'of %s: exactly one is approved and selected where the project approves by itself, the others stay usable',
    (stage) => {
      const world = filmed();
      const kind = stage === 'generate_images' ? 'image' : 'clip';
      const sceneIds = scenes(world).map(({ id }) => id);
      const job = world.granted('start-stage', { stage, sceneIds, order: { candidates: 4 } });
      world.runAll();
      expect(world.job(stage).status).toBe('succeeded');
      for (const sceneId of sceneIds) {
        const takes = [...world.state[kind].values()].filter(
          (take) => take.sceneId === sceneId && take.jobId === job.id,
        );
        expect(takes.map(({ approval }) => approval).sort()).toEqual([
          'approved',
          'pending',
          'pending',
          'pending',
        ]);
        const scene = world.state.scene.get(sceneId);
        const selected = kind === 'image' ? scene?.imageId : scene?.clipId;
        expect(takes.find(({ approval }) => approval === 'approved')?.id).toBe(selected);
        const other = takes.find(({ approval }) => approval === 'pending')?.id ?? '';
        expect(judge(world, 'approved', other)).toEqual(['ok']);
        const after = world.state.scene.get(sceneId);
        expect(kind === 'image' ? after?.imageId : after?.clipId).toBe(other);
      }
    },
  );

  it('that come late hold nobody up: clips and film are made from the first', () => {
    const world = filmed({ settings: { sceneCount: 2 } }, 20);
    const sceneIds = scenes(world).map(({ id }) => id);
    world.granted('start-stage', { stage: 'generate_images', sceneIds, order: { candidates: 3 } });
    world.runAll((task) => {
      const take = world.state.image.get(task.subjectId);
      return task.work === 'create-image' && take?.candidate !== 1
        ? { type: 'started', externalId: `slow-${task.id}` }
        : null;
    });
    expect(world.job('generate_images')).toMatchObject({ status: 'running', succeeded: 2, total: 6 });
    world.granted('start-stage', { stage: 'generate_clips', sceneIds: null });
    world.runAll();
    expect(world.job('generate_clips')).toMatchObject({ status: 'succeeded', total: 2 });
    world.granted('start-stage', { stage: 'assemble_video', sceneIds: null });
    world.runAll();
    expect(world.job('assemble_video').status).toBe('succeeded');
    expect(world.job('generate_images').status).toBe('running');
  });

  it('stand in a row where a person decides: the first is shown, a rejected one gives way to the next', () => {
    const world = pictured(2);
    const { id, imageId } = sceneAt(world, 0);
    const [first, second] = takesOf(world, 'image', id);
    expect(imageId).toBe(first?.id);
    judge(world, 'rejected', first?.id ?? '');
    expect(sceneAt(world, 0).imageId).toBe(second?.id);
    judge(world, 'rejected', second?.id ?? '');
    expect(sceneAt(world, 0).imageId).toBe(second?.id);
    judge(world, 'approved', first?.id ?? '');
    expect(sceneAt(world, 0).imageId).toBe(first?.id);
  });

  it('that failed are made again alone, under their number and by the same model', () => {
    const world = filmed();
    const { id } = sceneAt(world, 0);
    const model = 'black-forest-labs/flux-dev';
    const job = world.granted('make-images', {
      ...PLAIN_WISH,
      sceneId: id,
      candidates: 3,
      seed: 2 ** 31 - 2,
      model,
    });
    world.runAll((task) => {
      const isSecond = world.state.image.get(task.subjectId)?.candidate === 2;
      return task.work === 'create-image' && isSecond ? { type: 'failed', failure } : null;
    });
    expect(world.job('generate_images')).toMatchObject({ status: 'partial', succeeded: 2, failed: 1 });
    const seeds = takesOf(world, 'image', id).filter((take) => take.jobId === job.id);
    expect(seeds.map(({ seed }) => seed)).toEqual([2 ** 31 - 2, 2 ** 31 - 1, 0]);
    const paid = world.paidClaims.length;
    const retry = world.granted('retry-job', { jobId: job.id });
    world.runAll();
    expect(world.paidClaims.length).toBe(paid + 1);
    const again = takesOf(world, 'image', id).filter((take) => take.jobId === retry.id);
    expect(again).toMatchObject([{ candidate: 2, seed: 2 ** 31 - 1, model, status: 'succeeded' }]);
  });
});

describe('one scene at a time', () => {
  it('gets a new take although the old one fits, while no other scene is touched', () => {
    const world = filmed();
    const { id } = sceneAt(world, 1);
    const before = new Map(world.state.image);
    const model = 'black-forest-labs/flux-1.1-pro';
    expect(images(world, { sceneId: id, seed: 7, model, prompt: { text: 'A fox' } })).toMatchObject({
      stage: 'generate_images',
      sceneIds: [id],
    });
    world.runAll();
    const made = [...world.state.image.values()].filter((take) => !before.has(take.id));
    expect(made).toMatchObject([{ sceneId: id, seed: 7, model, approval: 'approved', costUsd: 0.04 }]);
    expect(viewsOf(world.state, 'image').find(({ id }) => id === made[0]?.id)).toMatchObject({
      stale: false,
      selected: true,
      promptVersion: 2,
    });
    for (const [takeId, take] of before) expect(world.state.image.get(takeId)).toEqual(take);
    expect(viewsOf(world.state, 'clip').filter((clip) => clip.stale)).toMatchObject([{ sceneId: id }]);
  });

  it('makes clips of a length, from an image, both as named', () => {
    const world = filmed({ settings: { sceneCount: 6 } });
    const { id, imageId } = sceneAt(world, 0);
    images(world, { sceneId: id });
    world.runAll();
    expect(sceneAt(world, 0).imageId).not.toBe(imageId);
    clips(world, { sceneId: id, imageId, durationSeconds: 9, candidates: 2, seed: 5 });
    world.runAll();
    const made = takesOf(world, 'clip', id).slice(-2);
    expect(made).toMatchObject([
      { imageId, requestedSeconds: 9, seed: 5, approval: 'approved', status: 'succeeded' },
      { imageId, requestedSeconds: 9, seed: 6, approval: 'pending', status: 'succeeded' },
    ]);
    expect(viewsOf(world.state, 'clip').at(-1)).toMatchObject({ stale: false });
    expect(sceneAt(world, 0).imageId).toBe(imageId);
  });

  it('goes on beside other scenes, and is refused while the scene is worked on', () => {
    const world = filmed();
    const [one, two] = [sceneAt(world, 0), sceneAt(world, 1)];
    expect(images(world, { sceneId: one.id })).toMatchObject({ stage: 'generate_images' });
    expect(images(world, { sceneId: two.id })).toMatchObject({ stage: 'generate_images' });
    expect(images(world, { sceneId: one.id })).toMatchObject({ code: 'stage-busy', sceneIds: [one.id] });
    expect(world.do('start-stage', { stage: 'generate_images', sceneIds: [two.id, one.id] })).toMatchObject({
      code: 'stage-busy',
      sceneIds: [two.id, one.id],
    });
    expect(clips(world, { sceneId: one.id })).toMatchObject({ stage: 'generate_clips' });
    world.runAll();
    const ended = [...world.state.job.values()].slice(-3);
    expect(ended.map(({ status, total }) => [status, total])).toEqual(Array(3).fill(['succeeded', 1]));
    expect(images(world, { sceneId: one.id })).toMatchObject({ stage: 'generate_images' });
  });

  it('is free again as soon as its own take is in, while a job for every scene goes on', () => {
    const world = pictured();
    judge(world, 'rejected', ...scenes(world).map(({ imageId }) => imageId ?? ''));
    const [one, two] = [sceneAt(world, 0), sceneAt(world, 1)];
    world.granted('start-stage', { stage: 'generate_images', sceneIds: null });
    world.runAll((task) =>
      task.work === 'create-image' && task.sceneId === two.id
        ? { type: 'started', externalId: 'slow' }
        : null,
    );
    expect(images(world, { sceneId: two.id })).toMatchObject({ code: 'stage-busy' });
    expect(images(world, { sceneId: one.id })).toMatchObject({ stage: 'generate_images' });
    world.runAll();
    expect(takesOf(world, 'image', one.id)).toHaveLength(3);
    expect(takesOf(world, 'image', two.id)).toHaveLength(2);
  });

  it('is left to its own job by one for every scene', () => {
    const world = pictured();
    judge(world, 'rejected', ...scenes(world).map(({ imageId }) => imageId ?? ''));
    const { id } = sceneAt(world, 0);
    images(world, { sceneId: id });
    world.granted('start-stage', { stage: 'generate_images', sceneIds: null });
    world.runAll();
    expect(takesOf(world, 'image', id)).toHaveLength(2);
    expect(world.job('generate_images')).toMatchObject({
      status: 'succeeded',
      total: scenes(world).length - 1,
    });
  });

  it.each<[string, Partial<ClipWish>, 'image' | 'clip', string, string]>([
    ['a clip model for images', { model: 'bytedance/seedance-1-pro' }, 'image', 'model-unknown', 'flux-dev'],
    [
      'an image model for clips',
      { model: 'black-forest-labs/flux-dev' },
      'clip',
      'model-unknown',
      'seedance',
    ],
    ['a model nobody knows', { model: 'acme/paint' }, 'image', 'model-unknown', 'flux-schnell'],
    [
      'a seed for a model without',
      { model: 'kwaivgi/kling-v2.1', seed: 1 },
      'clip',
      'seed-not-taken',
      'kling',
    ],
    ['a clip shorter than its scene', { durationSeconds: 4 }, 'clip', 'clip-length-unfit', '12 s'],
    ['a length that is not made', { durationSeconds: 10.5 }, 'clip', 'clip-length-unfit', '12 s'],
    ['an image of nobody', { imageId: 'nobody' }, 'clip', 'take-not-found', 'image'],
    ['an old prompt of nobody', { prompt: { promptId: 'nobody' } }, 'image', 'prompt-not-found', 'version'],
    ['a scene of nobody', { sceneId: 'nobody' }, 'image', 'scene-not-found', 'scene'],
  ])('refuses %s, changes nothing, and says what there is', (_, wish, kind, code, says) => {
    const world = filmed({ settings: { sceneCount: 6 } }, 42);
    const state = world.state;
    const make = kind === 'image' ? images : clips;
    const reply = make(world, { sceneId: sceneAt(world, 0).id, ...wish });
    expect(reply).toMatchObject({ refused: true, code, message: expect.stringContaining(says) });
    expect(world.state).toBe(state);
  });

  it('makes clips only from an approved image, unless the project approves by itself', () => {
    const world = pictured();
    const { id, imageId } = sceneAt(world, 0);
    for (const wish of [{}, { imageId }])
      expect(clips(world, { sceneId: id, ...wish })).toMatchObject({
        code: 'images-not-approved',
        sceneIds: [id],
      });
    world.granted('update-project', { settings: { approvals: 'automatic' } });
    expect(clips(world, { sceneId: id })).toMatchObject({ stage: 'generate_clips' });
    expect([...world.state.approval.values()]).toMatchObject([{ takeId: imageId, decidedBy: 'automatic' }]);
    world.granted('start-stage', { stage: 'generate_clips', sceneIds: null });
    world.runAll();
    expect(world.job('generate_clips')).toMatchObject({ status: 'succeeded' });
    expect(world.state.clip.size).toBe(scenes(world).length);
  });
});

describe('a run', () => {
  it('that approves by itself does not wait for what an earlier, manual time left undecided', () => {
    const world = pictured(2);
    world.granted('start-run', { until: 'assemble_video', approvals: 'automatic' });
    world.runAll();
    expect(world.job('assemble_video').status).toBe('succeeded');
    expect([...world.state.run.values()][0]?.status).toBe('succeeded');
  });

  it('makes the clip from the image that it makes anew, not from the old one', () => {
    const world = filmed({ settings: { sceneCount: 2 } }, 20);
    world.granted('update-project', { settings: { aspectRatio: '9:16' } });
    world.granted('start-run', { until: 'assemble_video', approvals: 'automatic' });
    world.runAll();
    expect(viewsOf(world.state, 'clip').filter(({ selected, stale }) => selected && stale)).toEqual([]);
    expect(world.state.clip.size).toBe(4);
    const film = [...world.state.film.values()].at(-1);
    expect(film?.status).toBe('succeeded');
    expect(film?.segments.map(({ takeId }) => takeId)).toEqual(scenes(world).map(({ clipId }) => clipId));
  });
});

describe('decisions', () => {
  it('are answered one by one, and a take that is named twice is judged once', () => {
    const world = pictured(1);
    const { id, imageId } = sceneAt(world, 0);
    images(world, { sceneId: id });
    world.runAll((task) => (task.work === 'create-image' ? { type: 'failed', failure } : null));
    const failed = takesOf(world, 'image', id).at(-1)?.id ?? '';
    const codes = judge(world, 'approved', imageId ?? '', 'nobody', failed, imageId ?? '');
    expect(codes).toEqual(['ok', 'take-not-found', 'take-not-finished', 'take-named-twice']);
  });

  it('stay on record with who decided, each change once', () => {
    const world = filmed();
    const takeId = sceneAt(world, 0).imageId ?? '';
    const history = () =>
      [...world.state.approval.values()]
        .filter((approval) => approval.takeId === takeId)
        .map(({ decision, decidedBy }) => `${decision} ${decidedBy}`);
    judge(world, 'approved', takeId);
    judge(world, 'approved', takeId);
    judge(world, 'rejected', takeId);
    judge(world, 'approved', takeId);
    expect(history()).toEqual(['approved automatic', 'approved me', 'rejected me', 'approved me']);
    expect(sceneAt(world, 0).imageId).toBe(takeId);
  });

  it('that change nothing leave no trace, not even in the time of the last change', () => {
    const world = filmed();
    judge(world, 'approved', sceneAt(world, 0).imageId ?? '');
    const [scene, image] = [sceneAt(world, 0), world.state.image.get(sceneAt(world, 0).imageId ?? '')];
    world.now += 60_000;
    judge(world, 'approved', image?.id ?? '');
    expect(sceneAt(world, 0)).toEqual(scene);
    expect(world.state.image.get(image?.id ?? '')).toEqual(image);
  });

  it('never fall back on a take that no longer fits', () => {
    const world = pictured(2);
    const { id } = sceneAt(world, 0);
    const [first] = takesOf(world, 'image', id);
    world.granted('put-prompt', { sceneId: id, edit: { text: 'A fox' } });
    judge(world, 'rejected', first?.id ?? '');
    expect(sceneAt(world, 0).imageId).toBe(first?.id);
  });
});
