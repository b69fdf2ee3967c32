import { describe, expect, it } from 'vitest';
import type { Task } from '#contracts/entities/index.ts';
import { viewsOf } from '#domain/views/views.ts';
import type { Refusal } from '../refusal.ts';
import type { Outcome } from '../task-io.ts';
import { entries, split, storyboard, without } from '../testing/edits.ts';
import { World } from '../testing/world.ts';
import { isEnded } from '../work.ts';

const held =
  (work: Task['work']) =>
  (task: Task): Outcome | null =>
    task.work === work ? { type: 'started', externalId: `outside-${task.id}` } : null;

/** A song of 30 s in six scenes of 5 s, run until there. */
function made(until: 'analyze_scenes' | 'generate_images' | 'assemble_video', hold?: Task['work']): World {
  const world = new World({ settings: { sceneCount: 6 } });
  world.upload(30);
  world.granted('start-run', { until, approvals: 'automatic' });
  world.runAll(hold ? held(hold) : undefined);
  return world;
}

const put = (world: World, scenes: ReturnType<typeof without>) => world.do('put-scenes', { scenes });
const statuses = (world: World, sceneId: string) =>
  world
    .tasks()
    .filter((task) => task.sceneId === sceneId)
    .map(({ work, status }) => `${work} ${status}`);

describe('a storyboard that is edited', () => {
  it('keeps prompts and takes of the scenes that keep their id, wherever they go', () => {
    const world = made('assemble_video');
    const before = storyboard(world);
    const [first, ...rest] = entries(world);
    if (!first) throw new Error('no scenes');
    world.granted('put-scenes', {
      scenes: [...rest, first].map((entry, index) => ({
        ...entry,
        startSeconds: index * 5,
        endSeconds: index * 5 + 5,
      })),
    });
    const after = storyboard(world);
    expect(after.map(({ id }) => id)).toEqual([...before.slice(1), before[0]].map((scene) => scene?.id));
    for (const { id, promptId, imageId, clipId } of before)
      expect(world.state.scene.get(id)).toMatchObject({ promptId, imageId, clipId });
    expect(viewsOf(world.state, 'clip').map(({ stale }) => stale)).toEqual(before.map(() => false));
    // The segments fit as they are: only the film is joined again.
    const tasks = world.tasks().length;
    world.granted('start-stage', { stage: 'assemble_video', sceneIds: null });
    world.runAll();
    expect(world.job('assemble_video').status).toBe('succeeded');
    expect(
      world
        .tasks()
        .slice(tasks)
        .map(({ work }) => work)
        .sort(),
    ).toEqual(['assemble-film', 'make-poster']);
  });

  it('changes nothing when the same list comes again', () => {
    const world = made('generate_images');
    const wanted = split(entries(world), 2, { title: 'The lamp goes out' });
    world.granted('put-scenes', { scenes: wanted });
    const { scene } = world.state;
    world.granted('put-scenes', { scenes: wanted });
    expect([...world.state.scene.keys()]).toEqual([...scene.keys()]);
    expect(world.state.scene).toEqual(scene);
  });

  it('changes nothing where it is refused', () => {
    const world = made('generate_images');
    const { state } = world;
    const [, ...late] = entries(world);
    expect(put(world, late)).toMatchObject({
      code: 'storyboard-invalid',
      errors: [{ pointer: '/scenes/0/startSeconds' }],
    });
    expect(world.state).toBe(state);
  });

  it('needs a song, and no analysis', () => {
    const world = new World();
    const whole = [{ startSeconds: 0, endSeconds: 8, title: 'All of it' }];
    expect(put(world, whole)).toMatchObject({ code: 'song-missing' });
    world.upload(8);
    expect(put(world, whole)).toMatchObject([{ index: 0, startFrame: 0, endFrame: 192, title: 'All of it' }]);
    world.granted('start-run', { until: 'generate_images', approvals: 'automatic' });
    world.runAll();
    expect(world.job('generate_images')).toMatchObject({ status: 'succeeded', succeeded: 1 });
  });

  it('waits for an analysis that would replace it', () => {
    const world = new World();
    world.upload(30);
    world.granted('start-run', { until: 'analyze_scenes', approvals: 'automatic' });
    expect(put(world, [{ startSeconds: 0, endSeconds: 30 }])).toMatchObject({ code: 'stage-busy' });
  });

  it('shows a clip as stale that is too short for its scene by now, and makes that one alone again', () => {
    const world = made('assemble_video');
    const list = entries(world);
    const [longer, shorter] = [list[0]?.id ?? '', list[1]?.id ?? ''];
    world.granted('put-scenes', {
      scenes: list.map((entry) => ({
        ...entry,
        ...(entry.id === longer ? { endSeconds: 7.5 } : {}),
        ...(entry.id === shorter ? { startSeconds: 7.5 } : {}),
      })),
    });
    const stale = viewsOf(world.state, 'scene').flatMap((scene) => (scene.stale.clip ? [scene.id] : []));
    expect(stale).toEqual([longer]);
    const paid = world.paidClaims.length;
    world.granted('start-run', { until: 'assemble_video', approvals: 'automatic' });
    world.runAll();
    expect(world.job('assemble_video').status).toBe('succeeded');
    expect(world.paidClaims.length - paid).toBe(1);
    expect([...world.state.film.values()].map(({ frames }) => frames)).toEqual([720, 720]);
  });

  it('has the segment of a scene made anew for each length, under a name of its own', () => {
    const world = made('assemble_video');
    const list = entries(world);
    const [one, two] = [list[0], list[1]];
    if (!one || !two) throw new Error('too few scenes');
    const cutAt = (seconds: number) => [
      { ...one, endSeconds: seconds },
      { ...two, startSeconds: seconds },
      ...list.slice(2),
    ];
    world.granted('put-scenes', { scenes: cutAt(4) });
    world.granted('start-stage', { stage: 'assemble_video', sceneIds: null });
    const first = world.tasks('conform-clip').filter((task) => task.sceneId === one.id && !isEnded(task));
    for (const task of first) world.claim(task.id, task.attempt);
    world.granted('put-scenes', { scenes: cutAt(3) });
    // The old work ends late; it says nothing of the segment that is wanted now.
    for (const task of first)
      world.settle(task, { type: 'done', result: { work: 'conform-clip', frames: 96, sourceFrames: 96 } });
    const clip = world.state.clip.get(first[0]?.subjectId ?? '');
    expect(clip?.segment).toMatchObject({ status: 'queued', frames: 72 });
    expect(
      new Set([...world.outbox.keys()].filter((key) => key.startsWith('conform-clip'))).size,
    ).toBeGreaterThan(1);
    world.runAll();
    expect(world.state.clip.get(clip?.id ?? '')?.segment).toMatchObject({ status: 'ready', frames: 72 });
    expect(world.job('assemble_video').status).toBe('succeeded');
  });
});

describe('a scene that is removed', () => {
  it('leaves its takes, approvals and costs where they were', () => {
    const world = made('assemble_video');
    const { image, clip, approval, usage, prompt } = world.state;
    const gone = storyboard(world)[2];
    world.granted('put-scenes', { scenes: without(entries(world), 2) });
    expect(storyboard(world).map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]);
    expect({ ...world.state }).toMatchObject({ image, clip, approval, usage, prompt });
    const view = viewsOf(world.state, 'image').find(({ sceneId }) => sceneId === gone?.id);
    expect(view).toMatchObject({ status: 'succeeded', selected: false, stale: true });
  });

  it('while its image is being made: the provider is told to stop, and the job ends with the others', () => {
    const world = made('generate_images', 'create-image');
    const gone = storyboard(world)[1]?.id ?? '';
    const spent = () => [...world.state.project.values()][0]?.spentUsd ?? 0;
    const before = spent();
    world.granted('put-scenes', { scenes: without(entries(world), 1) });
    expect(statuses(world, gone)).toEqual(['create-image canceled']);
    expect([...world.outbox.values()].map(({ message }) => message.type)).toContain('cancel');
    expect(spent()).toBeGreaterThan(before);
    for (const task of world.tasks('create-image'))
      world.do('report-prediction', {
        taskId: task.id,
        attempt: 1,
        report: {
          id: `outside-${task.id}`,
          status: 'succeeded',
          output: 'https://replicate.delivery/a.png',
          error: null,
        },
      });
    world.runAll();
    expect(world.job('generate_images')).toMatchObject({ status: 'succeeded', total: 5, succeeded: 5 });
    expect(world.job('generate_images').notes).toHaveLength(1);
    expect([...world.state.image.values()].filter(({ status }) => status === 'canceled')).toHaveLength(1);
  });

  it('while the call for its image is on its way: stopped as soon as it has a name', () => {
    const world = made('generate_images', 'create-image');
    const task = world.tasks('create-image')[0];
    if (!task) throw new Error('no image was asked for');
    world.settle(task, {
      type: 'retry',
      failure: { code: 'x', message: 'x', retryable: true },
      afterSeconds: null,
    });
    world.claim(task.id, 2);
    world.granted('put-scenes', { scenes: without(entries(world), 0) });
    expect(world.state.task.get(task.id)?.status).toBe('claimed');
    world.settle({ id: task.id, attempt: 2 }, { type: 'started', externalId: 'late' });
    expect(world.state.task.get(task.id)?.status).toBe('canceled');
    const cancels = [...world.outbox.values()].flatMap(({ message }) =>
      message.type === 'cancel' ? [message.externalId] : [],
    );
    expect(cancels).toContain('late');
  });

  it('after its image was paid for: the file is still brought in', () => {
    const world = made('generate_images', 'store-image');
    const gone = storyboard(world)[0]?.id ?? '';
    world.granted('put-scenes', { scenes: without(entries(world), 0) });
    expect(statuses(world, gone)).toEqual(['create-image succeeded', 'store-image started']);
    for (const task of world.tasks('store-image')) {
      const result = { work: 'store-image' as const, key: 'k', contentType: 'image/png', sizeBytes: 1 };
      world.settle(task, { type: 'done', result });
    }
    expect(viewsOf(world.state, 'image').find(({ sceneId }) => sceneId === gone)).toMatchObject({
      status: 'succeeded',
      costUsd: expect.any(Number),
    });
    expect(world.job('generate_images')).toMatchObject({ status: 'succeeded', total: 5 });
  });

  it('ends a job that was about it alone', () => {
    const world = made('generate_images');
    const gone = storyboard(world)[3]?.id ?? '';
    world.granted('start-stage', { stage: 'generate_images', sceneIds: [gone] });
    world.granted('put-scenes', { scenes: without(entries(world), 3) });
    expect(world.job('generate_images').status).toBe('canceled');
    expect(world.tasks().filter((task) => !isEnded(task))).toEqual([]);
  });

  it('is stopped in the same way where the song is analysed again', () => {
    const world = made('generate_images', 'create-image');
    world.granted('start-stage', { stage: 'analyze_scenes', sceneIds: null });
    world.runAll();
    expect(new Set(world.tasks('create-image').map(({ status }) => status))).toEqual(new Set(['canceled']));
    expect(world.job('generate_images').endedAt).not.toBeNull();
  });
});

describe('a scene that is inserted', () => {
  it('while prompts are written: gets one, too', () => {
    const world = made('analyze_scenes');
    world.granted('start-stage', { stage: 'generate_prompts', sceneIds: null });
    world.granted('put-scenes', { scenes: split(entries(world), 5) });
    world.runAll();
    expect(world.job('generate_prompts')).toMatchObject({ status: 'succeeded', total: 7 });
    expect(storyboard(world).every(({ promptId }) => promptId !== null)).toBe(true);
  });

  it('while images are made: the job ends and says that it has no prompt', () => {
    const world = made('generate_images', 'create-image');
    world.granted('put-scenes', { scenes: split(entries(world), 5) });
    for (const task of world.tasks('create-image'))
      world.settle(task, { type: 'failed', failure: { code: 'nsfw', message: 'No.', retryable: false } });
    const job = world.job('generate_images');
    expect(job.status).toBe('failed');
    expect(job.failures.map(({ code }) => code)).toEqual([...Array(6).fill('nsfw'), 'prompt-missing']);
  });
});

describe('two editors', () => {
  const expecting = (
    world: World,
    tags: readonly string[] | 'any' | 'missing',
    scenes: ReturnType<typeof without>,
  ) => world.do('put-scenes', { scenes }, { of: 'scenes', tags });
  const tagOf = (reply: unknown): string => (reply as Refusal).tag ?? '';

  it('lose nothing: the second is refused, told what is there now, and merges', () => {
    const world = made('analyze_scenes');
    const list = entries(world);
    const tag = tagOf(expecting(world, 'missing', list));
    const mine = list.map((entry, index) => (index === 0 ? { ...entry, title: 'mine' } : entry));
    const yours = list.map((entry, index) => (index === 1 ? { ...entry, title: 'yours' } : entry));
    expect(expecting(world, [tag], mine)).toHaveLength(6);
    const refused = expecting(world, [tag], yours);
    expect(refused).toMatchObject({ code: 'precondition-failed' });
    expect(storyboard(world)[1]?.title).toBe('Scene 2');
    expect(expecting(world, [tag, tagOf(refused)], yours)).toHaveLength(6);
    expect(
      storyboard(world)
        .map(({ title }) => title)
        .slice(0, 2),
    ).toEqual(['mine', 'yours']);
  });

  it('are not disturbed by takes that come in between', () => {
    const world = made('analyze_scenes');
    const list = entries(world);
    const tag = tagOf(expecting(world, 'missing', list));
    world.granted('start-run', { until: 'assemble_video', approvals: 'automatic' });
    world.runAll();
    expect(expecting(world, [tag], without(list, 5))).toHaveLength(5);
    expect(expecting(world, [tag], list)).toMatchObject({ code: 'precondition-failed' });
    expect(expecting(world, 'any', without(entries(world), 0))).toHaveLength(4);
  });
});
