import { describe, expect, it } from 'vitest';
import { isRefusal } from './refusal.ts';
import { World } from './testing/world.ts';

function started(input: ConstructorParameters<typeof World>[0] = {}, seconds = 30): World {
  const world = new World(input);
  world.upload(seconds);
  world.granted('start-run', { until: 'assemble_video', approvals: 'automatic' });
  return world;
}

describe('a run', () => {
  it('walks a song through every stage to a film as long as the song', () => {
    const world = started();
    world.runAll();
    const [run] = world.state.run.values();
    expect(run?.status).toBe('succeeded');
    expect([...world.state.job.values()].map((job) => [job.stage, job.status])).toEqual([
      ['transcribe', 'succeeded'],
      ['analyze_scenes', 'succeeded'],
      ['generate_prompts', 'succeeded'],
      ['generate_images', 'succeeded'],
      ['generate_clips', 'succeeded'],
      ['assemble_video', 'succeeded'],
    ]);
    const [film] = world.state.film.values();
    expect(film).toMatchObject({ status: 'succeeded', frames: 720, posterKey: expect.any(String) });
    expect([...world.state.project.values()][0]?.status).toBe('succeeded');
  });

  it('has no barrier: a clip starts while other images are still to come', () => {
    const world = started();
    let held = '';
    world.runAll((task) => {
      if (task.work !== 'create-image' || (held !== '' && held !== task.id)) return null;
      held = task.id;
      return { type: 'started', externalId: 'slow' };
    });
    const scenes = world.state.scene.size;
    expect(world.job('generate_images').succeeded).toBe(scenes - 1);
    expect(world.job('generate_clips').succeeded).toBe(scenes - 1);
    expect(world.job('assemble_video').status).toBe('queued');
  });

  it('waits for a person where approvals are manual, and goes on with each approval', () => {
    const world = new World({ settings: { approvals: 'manual' } });
    world.upload(30);
    world.granted('start-run', { until: 'assemble_video', approvals: 'manual' });
    world.runAll();
    expect(world.tasks('create-clip')).toHaveLength(0);
    expect([...world.state.project.values()][0]?.status).toBe('waiting');
    const [first, ...rest] = [...world.state.image.values()];
    const approve = (takeId: string) => ({ takeId, decision: 'approved' as const, reason: null });
    world.granted('decide-takes', { decisions: [approve(first?.id ?? '')], decidedBy: 'me' });
    expect(world.tasks('create-clip')).toHaveLength(1);
    world.granted('decide-takes', { decisions: rest.map((take) => approve(take.id)), decidedBy: 'me' });
    world.runAll();
    world.granted('decide-takes', {
      decisions: [...world.state.clip.values()].map((take) => approve(take.id)),
      decidedBy: 'me',
    });
    world.runAll();
    expect([...world.state.run.values()][0]?.status).toBe('succeeded');
  });

  it('ends partial where one image fails, says which, and makes no film with a hole', () => {
    const world = started();
    const failure = { code: 'nsfw', message: 'The model refused.', retryable: false };
    let failing: string | null = null;
    world.runAll((task) => {
      if (task.work !== 'create-image') return null;
      failing ??= task.sceneId;
      return task.sceneId === failing ? { type: 'failed', failure } : null;
    });
    const images = world.job('generate_images');
    expect(images).toMatchObject({
      status: 'partial',
      failed: 1,
      failures: [{ code: 'nsfw', sceneId: failing }],
    });
    expect(world.job('generate_clips')).toMatchObject({ status: 'partial', failed: 1 });
    expect(world.job('assemble_video')).toMatchObject({
      status: 'failed',
      failure: { code: 'clips-missing' },
    });
    expect(world.state.film.size).toBe(0);
    world.granted('start-run', { until: 'assemble_video', approvals: 'automatic' });
    const before = world.paidClaims.length;
    world.runAll();
    expect(world.job('assemble_video').status).toBe('succeeded');
    // Only the missing image and its clip were paid for again.
    expect(world.paidClaims.length - before).toBe(2);
  });

  it('ends at once where the words cannot be had, and says why in every stage behind', () => {
    const world = started();
    const failure = { code: 'openai-quota', message: 'The quota is used up.', retryable: false };
    world.runAll((task) => (task.work === 'transcribe' ? { type: 'failed', failure } : null));
    expect(world.job('transcribe')).toMatchObject({ status: 'failed', failures: [{ code: 'openai-quota' }] });
    for (const stage of ['analyze_scenes', 'generate_images', 'assemble_video']) {
      expect(world.job(stage)).toMatchObject({ status: 'failed', failure: { code: 'upstream-failed' } });
    }
    expect([...world.state.run.values()][0]?.status).toBe('failed');
  });

  it('needs no transcription where the user gave lyrics with times, and never changes their text', () => {
    const world = new World();
    world.upload(30);
    const line = (text: string, startSeconds: number) => ({
      text,
      startSeconds,
      endSeconds: startSeconds + 4,
      timing: 'given' as const,
    });
    const lines = [line('eat blond tea', 1), line('keep our teeth', 12)];
    world.granted('put-lyrics', { format: 'lrc', source: 'x', lines, words: [] });
    world.granted('start-run', { until: 'assemble_video', approvals: 'automatic' });
    world.runAll();
    expect(world.tasks('transcribe')).toHaveLength(0);
    expect(
      [...world.state.lyrics.values()].flatMap((lyrics) => lyrics.lines.map(({ text }) => text)),
    ).toEqual(['eat blond tea', 'keep our teeth']);
  });
});

describe('the budget', () => {
  it('refuses what would pass the cap, before it is sent', () => {
    const world = started({ budgetUsd: 0.5 });
    world.runAll();
    const project = [...world.state.project.values()][0];
    expect((project?.spentUsd ?? 9) + (project?.reservedUsd ?? 9)).toBeLessThanOrEqual(0.5);
    expect(world.job('generate_clips').failures[0]).toMatchObject({ code: 'budget-exceeded' });
  });

  it('holds a reservation until the attempt ends, then the bill', () => {
    const world = started();
    world.runAll();
    const project = [...world.state.project.values()][0];
    const ledger = [...world.state.usage.values()];
    expect(ledger.every((entry) => entry.status === 'committed')).toBe(true);
    const sum = ledger.reduce((total, entry) => total + entry.amountUsd, 0);
    expect(project?.spentUsd).toBeCloseTo(sum, 6);
    expect(project?.reservedUsd).toBe(0);
  });
});

describe('stages by themselves', () => {
  it.each([
    ['transcribe', 'song-missing'],
    ['analyze_scenes', 'song-missing'],
    ['generate_prompts', 'scenes-missing'],
    ['generate_images', 'scenes-missing'],
    ['generate_clips', 'scenes-missing'],
    ['assemble_video', 'scenes-missing'],
  ] as const)('%s without what it needs is refused as %s', (stage, code) => {
    const reply = new World().do('start-stage', { stage, sceneIds: null });
    expect(isRefusal(reply) && reply.code).toBe(code);
  });

  it('go on one after the other, clips only from approved images', () => {
    const world = new World({ settings: { approvals: 'manual' } });
    world.upload(20);
    for (const stage of ['transcribe', 'analyze_scenes', 'generate_prompts', 'generate_images'] as const) {
      world.granted('start-stage', { stage, sceneIds: null });
      world.runAll();
      expect(world.job(stage).status).toBe('succeeded');
    }
    const refused = world.do('start-stage', { stage: 'generate_clips', sceneIds: null });
    expect(isRefusal(refused) && refused).toMatchObject({
      code: 'images-not-approved',
      sceneIds: [...world.state.scene.keys()],
    });
  });

  it('make again only what is named', () => {
    const world = started();
    world.runAll();
    const [sceneId = ''] = world.state.scene.keys();
    const images = world.state.image.size;
    world.granted('start-stage', { stage: 'generate_images', sceneIds: [sceneId] });
    world.runAll();
    expect(world.state.image.size).toBe(images + 1);
    expect(world.job('generate_images')).toMatchObject({ total: 1, succeeded: 1 });
  });

  it('are not started twice at the same time', () => {
    const world = started();
    const reply = world.do('start-stage', { stage: 'transcribe', sceneIds: null });
    expect(isRefusal(reply) && reply.code).toBe('stage-busy');
  });

  it('can be canceled, and tell the provider', () => {
    const world = started();
    world.runAll((task) =>
      task.work === 'create-image' ? { type: 'started', externalId: `p-${task.id}` } : null,
    );
    const job = world.job('generate_images');
    world.outbox.clear();
    world.granted('cancel-job', { jobId: job.id });
    expect(world.job('generate_images').status).toBe('canceled');
    expect([...world.outbox.values()].filter(({ message }) => message.type === 'cancel')).toHaveLength(
      world.state.scene.size,
    );
    expect([...world.state.image.values()].every((take) => take.status === 'canceled')).toBe(true);
  });

  it('are tried again for exactly what failed', () => {
    const world = started();
    const failure = { code: 'nsfw', message: 'The model refused.', retryable: false };
    let first: string | null = null;
    world.runAll((task) => {
      if (task.work !== 'create-image') return null;
      first ??= task.sceneId;
      return task.sceneId === first ? { type: 'failed', failure } : null;
    });
    const failed = world.job('generate_images');
    const job = world.granted('retry-job', { jobId: failed.id });
    expect(job.sceneIds).toEqual([first]);
    world.runAll();
    expect(world.job('generate_images')).toMatchObject({ id: job.id, status: 'succeeded', total: 1 });
    const again = world.do('retry-job', { jobId: job.id });
    expect(again).toMatchObject({ refused: true, code: 'nothing-to-do' });
  });
});

describe('changing a project', () => {
  it('makes what no longer fits stale, and nothing by itself', () => {
    const world = started();
    world.runAll();
    const paid = world.paidClaims.length;
    world.granted('update-project', { title: 'New', settings: { aspectRatio: '9:16' } });
    world.runAll();
    expect(world.paidClaims.length).toBe(paid);
    expect([...world.state.project.values()][0]).toMatchObject({
      title: 'New',
      settings: { aspectRatio: '9:16', fps: 24 },
    });
    world.granted('start-stage', { stage: 'generate_images', sceneIds: null });
    world.runAll();
    expect(world.job('generate_images').succeeded).toBe(world.state.scene.size);
  });

  it('cannot change the frame rate under its scenes', () => {
    const world = started();
    world.granted('update-project', { settings: { fps: 25 } });
    world.runAll();
    expect(world.do('update-project', { settings: { fps: 30 } })).toMatchObject({ code: 'frame-rate-fixed' });
  });
});
