import { describe, expect, it } from 'vitest';
import { World } from '../testing/world.ts';
import { WORK } from '../work.ts';

const ASKED = { until: 'assemble_video', approvals: 'automatic' } as const;
const failure = { code: 'provider-failed', message: 'Overloaded.', retryable: true };

/** A run that is paused in the middle of its images: one is with the provider, the rest waits. */
function pausedAmongImages(): World {
  const world = new World();
  world.upload(30);
  world.granted('start-run', ASKED);
  let outside = '';
  world.runAll((task) => {
    if (task.work !== 'create-image') return null;
    if (outside === '') world.do('pause-project', null);
    outside ||= task.id;
    return { type: 'started', externalId: `p-${task.id}` };
  });
  return world;
}

const project = (world: World) => [...world.state.project.values()][0];

describe('a paused project', () => {
  it('answers with what was committed, as do all commands that start or stop work', () => {
    const world = new World();
    world.upload(30);
    const { run, jobs } = world.granted('start-run', ASKED);
    expect(run).toEqual(world.state.run.get(run.id));
    expect(jobs).toEqual(jobs.map(({ id }) => world.state.job.get(id)));
    expect(jobs[0]?.status).toBe('running');
    for (const command of ['pause-project', 'resume-project'] as const)
      expect(world.granted(command, null)).toEqual(project(world));
    expect(project(world)?.status).toBe('running');
    const { job } = world.granted('cancel-job', { jobId: jobs[0]?.id ?? '' });
    expect(job).toEqual(world.state.job.get(job.id));
  });

  it('sends nothing that costs money, waits without an alarm for it, and says so', () => {
    const world = pausedAmongImages();
    const claimed = world.paidClaims.length;
    for (let rings = 0; rings < 20; rings += 1) world.ring();
    world.runAll();
    expect(world.paidClaims).toHaveLength(claimed);
    expect(project(world)?.status).toBe('paused');
    const held = world.tasks('create-image').filter((task) => task.status === 'queued');
    expect(held.length).toBeGreaterThan(0);
    expect(held.every((task) => task.wakeAt === null)).toBe(true);
  });

  it('still stores what was already paid for', () => {
    const world = pausedAmongImages();
    const [outside] = world.tasks('create-image').filter((task) => task.status === 'started');
    world.do('report-prediction', {
      taskId: outside?.id ?? '',
      attempt: 1,
      report: { id: `p-${outside?.id}`, status: 'succeeded', output: ['https://x.test/i.png'], error: null },
    });
    world.runAll();
    expect(world.state.image.get(outside?.subjectId ?? '')?.status).toBe('succeeded');
  });

  it('refuses new work with words that say what to do', () => {
    const world = pausedAmongImages();
    expect(world.do('start-run', ASKED)).toMatchObject({ refused: true, code: 'project-paused' });
    expect(world.do('start-stage', { stage: 'generate_clips', sceneIds: null })).toMatchObject({
      code: 'project-paused',
      message: expect.stringContaining('/resume'),
    });
  });

  it('goes on to the film when resumed, and pays nothing twice', () => {
    const world = pausedAmongImages();
    const [outside] = world.tasks('create-image').filter((task) => task.status === 'started');
    world.granted('resume-project', null);
    expect(project(world)?.status).toBe('running');
    world.settle(outside ?? { id: '', attempt: 1 }, { type: 'provider-failed', failure });
    world.runAll();
    expect([...world.state.run.values()][0]?.status).toBe('succeeded');
    expect(new Set(world.paidClaims).size).toBe(world.paidClaims.length);
  });

  it('holds the next attempt of what fails meanwhile', () => {
    const world = pausedAmongImages();
    const [outside] = world.tasks('create-image').filter((task) => task.status === 'started');
    world.settle(outside ?? { id: '', attempt: 1 }, { type: 'provider-failed', failure });
    const task = world.state.task.get(outside?.id ?? '');
    expect(task).toMatchObject({
      status: 'queued',
      attempt: 2,
      wakeAt: null,
      earlier: [{ attempt: 1, failure }],
    });
  });

  it('takes pausing twice and resuming twice as once', () => {
    const world = pausedAmongImages();
    const { state } = world;
    world.granted('pause-project', null);
    expect(world.state.project).toEqual(state.project);
    world.granted('resume-project', null);
    const sent = world.outbox.size;
    world.granted('resume-project', null);
    expect(world.outbox.size).toBe(sent);
  });

  it('can be canceled, and says what was with a provider', () => {
    const world = pausedAmongImages();
    const job = world.job('generate_images');
    const { billed } = world.granted('cancel-job', { jobId: job.id });
    const outside = world.tasks('create-image').filter((task) => task.externalId !== null);
    expect(billed.map((entry) => entry.taskId)).toEqual(outside.map((task) => task.id));
    expect(billed.every((entry) => entry.status === 'committed' && entry.amountUsd > 0)).toBe(true);
    world.granted('resume-project', null);
    world.outbox.forEach(({ message }) => {
      if (message.type !== 'task') return;
      const task = world.state.task.get(message.taskId);
      expect(task && WORK[task.work].paid && task.jobId === job.id && task.status === 'queued').not.toBe(
        true,
      );
    });
  });
});
