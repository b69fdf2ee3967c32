import { describe, expect, it } from 'vitest';
import { filmed, judge, pictured, sceneAt, scenes } from './testing/films.ts';
import { World } from './testing/world.ts';
import { effectKey } from './work.ts';

const failure = { code: 'nsfw', message: 'The model refused.', retryable: false };

/** A manual project in which every scene but the first has an approved clip. */
function withoutFirstClip(): World {
  const world = pictured();
  const [, ...others] = scenes(world);
  judge(world, 'approved', ...others.map(({ imageId }) => imageId ?? ''));
  world.granted('start-stage', { stage: 'generate_clips', sceneIds: others.map(({ id }) => id) });
  world.runAll();
  judge(world, 'approved', ...[...world.state.clip.keys()]);
  return world;
}

const assemble = (world: World, missing: 'refuse' | 'still-motion') =>
  world.do('start-stage', { stage: 'assemble_video', sceneIds: null, order: { missing } });

describe('a film without all of its clips', () => {
  it('is refused, naming the scenes', () => {
    const world = withoutFirstClip();
    const { id } = sceneAt(world, 0);
    expect(assemble(world, 'refuse')).toMatchObject({ code: 'clips-not-ready', sceneIds: [id] });
  });

  it('is made with a camera that moves over the still, and says so', () => {
    const world = withoutFirstClip();
    const { id, imageId, startFrame, endFrame } = sceneAt(world, 0);
    assemble(world, 'still-motion');
    const still = world.tasks('conform-clip').find((task) => task.subjectId === imageId);
    expect(world.claim(still?.id ?? '', 1)).toMatchObject({
      picture: { motion: 'zoom-in', frames: endFrame - startFrame },
      fromFrame: 0,
      frames: endFrame - startFrame,
    });
    world.settle(still ?? { id: '', attempt: 1 }, {
      type: 'done',
      result: { work: 'conform-clip', frames: endFrame - startFrame, sourceFrames: 1 },
    });
    world.runAll();
    const [film] = world.state.film.values();
    expect(film).toMatchObject({
      status: 'succeeded',
      degraded: [{ sceneId: id, standIn: 'still-motion', reason: 'The scene has no clip.' }],
    });
    expect(film?.segments.map(({ sceneId }) => sceneId)).toEqual(scenes(world).map((scene) => scene.id));
    expect(film?.segments[0]).toMatchObject({ takeKind: 'image', takeId: imageId });
    expect(film?.segments.reduce((sum, { frames }) => sum + frames, 0)).toBe(film?.frames);
  });

  it.each([
    ['pending', 'Its clip is not approved.'],
    ['rejected', 'Its clip was rejected.'],
  ])('says why where the clip is %s', (standing, reason) => {
    const world = withoutFirstClip();
    const last = scenes(world).at(-1);
    world.granted('make-clips', {
      sceneId: last?.id ?? '',
      candidates: 1,
      prompt: null,
      seed: null,
      model: null,
      imageId: null,
      durationSeconds: null,
    });
    world.runAll();
    const before = last?.clipId ?? '';
    judge(world, 'rejected', before);
    const next = world.state.scene.get(last?.id ?? '')?.clipId ?? '';
    expect(next).not.toBe(before);
    if (standing === 'rejected') judge(world, 'rejected', next);
    assemble(world, 'still-motion');
    world.runAll();
    const [film] = world.state.film.values();
    expect(film?.degraded.map(({ sceneId }) => sceneId)).toEqual([sceneAt(world, 0).id, last?.id]);
    expect(film?.degraded[1]?.reason).toBe(reason);
  });

  it('is refused even so where a scene has no image either', () => {
    const world = withoutFirstClip();
    const { id, imageId } = sceneAt(world, 0);
    judge(world, 'rejected', imageId ?? '');
    expect(assemble(world, 'still-motion')).toMatchObject({ code: 'clips-not-ready', sceneIds: [id] });
  });

  it('comes of a run that was told so, and of no other', () => {
    for (const missing of ['still-motion', 'refuse'] as const) {
      const world = new World();
      world.upload(30);
      world.granted('start-run', { until: 'assemble_video', approvals: 'automatic', missing });
      let failing: string | null = null;
      world.runAll((task) => {
        if (task.work !== 'create-clip') return null;
        failing ??= task.sceneId;
        return task.sceneId === failing ? { type: 'failed', failure } : null;
      });
      const job = world.job('assemble_video');
      const films = [...world.state.film.values()];
      if (missing === 'refuse') expect(job).toMatchObject({ status: 'failed' });
      else expect(films).toMatchObject([{ status: 'succeeded', degraded: [{ sceneId: failing }] }]);
      expect(films).toHaveLength(missing === 'refuse' ? 0 : 1);
    }
  });

  it('fails, and does not hang, where the still cannot be moved over', () => {
    const world = withoutFirstClip();
    assemble(world, 'still-motion');
    world.runAll((task) => (task.work === 'conform-clip' ? { type: 'failed', failure } : null));
    expect(world.job('assemble_video')).toMatchObject({
      status: 'failed',
      failure: { code: 'clips-missing', message: expect.stringContaining('scene 1 of') },
    });
    // The next film tries it once more.
    assemble(world, 'still-motion');
    world.runAll();
    expect(world.job('assemble_video').status).toBe('succeeded');
  });
});

describe('a segment', () => {
  it('is made anew for another size, under another name, and late word of the old one changes nothing', () => {
    const world = filmed({ settings: { sceneCount: 1 } }, 8);
    const [old] = world.tasks('conform-clip');
    world.granted('update-project', { settings: { resolution: '1080p' } });
    world.granted('start-stage', { stage: 'assemble_video', sceneIds: null });
    const made = world.tasks('conform-clip').at(-1);
    if (!old || !made) throw new Error('no segment was asked for');
    expect(made.id).not.toBe(old.id);
    expect(effectKey(made)).not.toBe(effectKey(old));
    world.settle(old, { type: 'done', result: { work: 'conform-clip', frames: 1, sourceFrames: 1 } });
    expect([...world.state.clip.values()][0]?.segment?.status).toBe('queued');
    world.granted('update-project', { settings: { resolution: '480p' } });
    world.runAll();
    expect(world.state.task.get(made.id)?.status).toBe('canceled');
    expect([...world.state.film.values()].at(-1)).toMatchObject({ status: 'succeeded' });
  });

  it('that was canceled with its film is asked for by the next film', () => {
    const world = filmed({ settings: { sceneCount: 1 } }, 8);
    world.granted('update-project', { settings: { resolution: '1080p' } });
    const job = world.granted('start-stage', { stage: 'assemble_video', sceneIds: null });
    world.granted('cancel-job', { jobId: job.id });
    world.granted('start-stage', { stage: 'assemble_video', sceneIds: null });
    world.runAll();
    expect(world.job('assemble_video').status).toBe('succeeded');
  });
});
