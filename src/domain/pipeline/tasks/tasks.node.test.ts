import { describe, expect, it } from 'vitest';
import { MAX_CANDIDATES, type Task } from '#contracts/entities/index.ts';
import { World } from '../testing/world.ts';

/** A world that waits with one image task claimed, i.e. with a paid call on its way. */
function withImageClaimed(): { world: World; task: () => Task } {
  const world = new World({ settings: { sceneCount: 2 } });
  world.upload(10);
  world.granted('start-run', { until: 'generate_images', approvals: 'automatic' });
  world.runAll((task) => (task.work === 'create-image' ? { type: 'progress', progress: 0 } : null));
  const [first] = world.tasks('create-image');
  const id = first?.id ?? '';
  return {
    world,
    task: () => {
      const task = world.state.task.get(id);
      if (!task) throw new Error('the task is gone');
      return task;
    },
  };
}

const failure = { code: 'x', message: 'x', retryable: true };
const succeeded = (id: string) => ({
  id,
  status: 'succeeded' as const,
  output: ['https://replicate.delivery/a.png'],
  error: null,
});

describe('an attempt', () => {
  it('is handed out once: a doubled message and a stale one are not wanted', () => {
    const { world, task } = withImageClaimed();
    expect(world.claim(task().id, task().attempt)).toBeNull();
    expect(world.claim(task().id, task().attempt + 1)).toBeNull();
  });

  it('is not settled by a late word about the one before', () => {
    const { world, task } = withImageClaimed();
    world.settle(task(), { type: 'retry', failure, afterSeconds: null });
    world.claim(task().id, 2);
    world.settle({ id: task().id, attempt: 1 }, { type: 'failed', failure });
    expect(task()).toMatchObject({ status: 'claimed', attempt: 2 });
  });

  it('is sent again by a new name where the provider refused, no sooner than it asked for', () => {
    const { world, task } = withImageClaimed();
    world.settle(task(), { type: 'retry', failure, afterSeconds: 30 });
    expect(task()).toMatchObject({ status: 'queued', attempt: 2 });
    const effect = [...world.outbox.values()].find(({ key }) => key === `create-image:${task().subjectId}:2`);
    expect(effect?.dueAt).toBeGreaterThanOrEqual(world.now + 30_000);
  });

  it('gives up after the limit of attempts', () => {
    const { world, task } = withImageClaimed();
    for (let round = 1; round < world.policy.maxAttempts; round += 1) {
      world.settle(task(), { type: 'retry', failure, afterSeconds: null });
      world.claim(task().id, task().attempt);
    }
    world.settle(task(), { type: 'retry', failure, afterSeconds: null });
    expect(task().status).toBe('failed');
  });

  it('is sent again where nobody claimed it: a lost message delays, it loses nothing', () => {
    const { world, task } = withImageClaimed();
    world.settle(task(), { type: 'retry', failure, afterSeconds: null });
    world.outbox.clear();
    world.ring();
    expect([...world.outbox.keys()]).toContain(`create-image:${task().subjectId}:2`);
  });
});

describe('a paid call whose reply was lost', () => {
  it('is looked for, and adopted by the webhook that carries its task', () => {
    const { world, task } = withImageClaimed();
    world.settle(task(), { type: 'unconfirmed', failure });
    expect(task().status).toBe('unconfirmed');
    world.do('report-prediction', {
      taskId: task().id,
      attempt: 1,
      report: { ...succeeded('p1'), status: 'processing' },
    });
    expect(task()).toMatchObject({ status: 'started', externalId: 'p1', attempt: 1 });
  });

  it('is not repeated while the provider cannot be asked, and counts as billed when given up', () => {
    const { world, task } = withImageClaimed();
    world.settle(task(), { type: 'unconfirmed', failure });
    const spent = [...world.state.project.values()][0]?.spentUsd ?? 0;
    while (task().status === 'unconfirmed') world.ring();
    expect(task()).toMatchObject({ status: 'failed', attempt: 1, failure: { code: 'reply-lost' } });
    expect([...world.state.project.values()][0]?.spentUsd).toBeGreaterThan(spent);
  });

  it('is sent again only after the provider said several times that it knows nothing of it', () => {
    const { world, task } = withImageClaimed();
    world.settle(task(), { type: 'unconfirmed', failure });
    for (let search = 1; search < world.policy.searches; search += 1)
      world.settle(task(), { type: 'absent' });
    expect(task()).toMatchObject({ status: 'unconfirmed', attempt: 1 });
    world.settle(task(), { type: 'absent' });
    expect(task()).toMatchObject({ status: 'queued', attempt: 2 });
  });

  it('comes from a lost consumer as well: its lease ends and nothing is sent twice', () => {
    const { world, task } = withImageClaimed();
    while (task().status === 'claimed') world.ring();
    expect(task()).toMatchObject({ status: 'unconfirmed', attempt: 1 });
  });

  it('of a service that cannot be asked fails at once, and counts as billed', () => {
    const world = new World();
    world.upload(60);
    world.granted('start-run', { until: 'analyze_scenes', approvals: 'automatic' });
    world.runAll((task) => (task.work === 'transcribe' ? { type: 'unconfirmed', failure } : null));
    expect(world.tasks('transcribe')).toMatchObject([
      { status: 'failed', attempt: 1, failure: { code: 'reply-lost' } },
    ]);
    expect([...world.state.project.values()][0]?.spentUsd).toBeCloseTo(0.006, 6);
  });
});

describe('a report about a prediction', () => {
  it('may come before the reply to its creation', () => {
    const { world, task } = withImageClaimed();
    world.do('report-prediction', { taskId: task().id, attempt: 1, report: succeeded('p1') });
    expect(task()).toMatchObject({ status: 'succeeded', externalId: 'p1' });
    world.settle(task(), { type: 'started', externalId: 'p1' });
    expect(task().status).toBe('succeeded');
    expect(world.tasks('store-image')).toHaveLength(1);
  });

  it('changes nothing the second time', () => {
    const { world, task } = withImageClaimed();
    world.do('report-prediction', { taskId: task().id, attempt: 1, report: succeeded('p1') });
    const { state } = world;
    world.do('report-prediction', { taskId: task().id, attempt: 1, report: succeeded('p1') });
    expect(world.state.task).toEqual(state.task);
    expect(world.state.usage).toEqual(state.usage);
  });

  it('changes nothing where it is of another prediction or another attempt', () => {
    const { world, task } = withImageClaimed();
    world.settle(task(), { type: 'started', externalId: 'mine' });
    world.do('report-prediction', { taskId: task().id, attempt: 1, report: succeeded('foreign') });
    world.do('report-prediction', { taskId: task().id, attempt: 2, report: succeeded('mine') });
    expect(task()).toMatchObject({ status: 'started', externalId: 'mine' });
  });

  it.each([
    ['failed', 'queued', 2],
    ['aborted', 'queued', 2],
    ['canceled', 'failed', 1],
  ] as const)('%s leaves the task %s at attempt %i', (status, expected, attempt) => {
    const { world, task } = withImageClaimed();
    world.do('report-prediction', {
      taskId: task().id,
      attempt: 1,
      report: { id: 'p1', status, output: null, error: 'no' },
    });
    expect(task()).toMatchObject({ status: expected, attempt });
  });

  it('is asked for by polling where none comes, and the attempt has a deadline', () => {
    const { world, task } = withImageClaimed();
    world.settle(task(), { type: 'started', externalId: 'p1' });
    world.outbox.clear();
    world.ring();
    expect([...world.outbox.values()].map(({ message }) => message.type)).toContain('poll');
    const stopped = () => [...world.outbox.values()].some(({ message }) => message.type === 'cancel');
    while (!stopped()) world.ring();
    expect(task()).toMatchObject({ status: 'started', attempt: 1, failure: { code: 'timed-out' } });
    while (task().status === 'started') world.ring();
    expect(task()).toMatchObject({ status: 'queued', attempt: 2, failure: { code: 'timed-out' } });
  });

  it('has the last word after the deadline: what was finished unheard is not paid for again', () => {
    const { world, task } = withImageClaimed();
    world.settle(task(), { type: 'started', externalId: 'p1' });
    while (task().failure === null) world.ring();
    world.do('report-prediction', { taskId: task().id, attempt: 1, report: succeeded('p1') });
    expect(task()).toMatchObject({ status: 'succeeded', attempt: 1 });
  });

  it('that we stopped ourselves after its deadline is made again, and the first counts as billed', () => {
    const { world, task } = withImageClaimed();
    world.settle(task(), { type: 'started', externalId: 'p1' });
    while (task().failure === null) world.ring();
    const spent = [...world.state.project.values()][0]?.spentUsd ?? 0;
    const report = { id: 'p1', status: 'canceled' as const, output: null, error: null };
    world.do('report-prediction', { taskId: task().id, attempt: 1, report });
    expect(task()).toMatchObject({ status: 'queued', attempt: 2 });
    expect([...world.state.project.values()][0]?.spentUsd).toBeGreaterThan(spent);
  });

  it('gives the provider longer than ourselves before it stops the prediction by itself', () => {
    const { world, task } = withImageClaimed();
    world.settle(task(), { type: 'retry', failure, afterSeconds: null });
    const input = world.claim(task().id, 2);
    expect(input).toMatchObject({ work: 'create-image' });
    const after = input?.work === 'create-image' ? input.cancelAfterSeconds : 0;
    expect(after).toBeGreaterThan(world.policy.outsideSeconds['create-image'] ?? 0);
  });

  it('tries another seed after the model failed', () => {
    const { world, task } = withImageClaimed();
    const seed = world.state.image.get(task().subjectId)?.seed ?? 0;
    world.do('report-prediction', {
      taskId: task().id,
      attempt: 1,
      report: { ...succeeded('p1'), status: 'failed' },
    });
    const input = world.claim(task().id, 2);
    expect(input).toMatchObject({ work: 'create-image', input: { seed: (seed + MAX_CANDIDATES) % 2 ** 31 } });
  });
});

describe('free work', () => {
  it('of a lost consumer is done again', () => {
    const { world, task } = withImageClaimed();
    world.do('report-prediction', { taskId: task().id, attempt: 1, report: succeeded('p1') });
    const [store] = world.tasks('store-image');
    world.claim(store?.id ?? '', 1);
    const now = () => world.state.task.get(store?.id ?? '');
    while (now()?.status === 'claimed') world.ring();
    expect(now()).toMatchObject({ status: 'queued', attempt: 2 });
  });
});
