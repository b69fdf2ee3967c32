import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Task } from '#contracts/entities/index.ts';
import type { PredictionReport } from './predictions.ts';
import type { Outcome } from './task-io.ts';
import { resultOf } from './testing/results.ts';
import { World } from './testing/world.ts';
import { isEnded, WORK } from './work.ts';

const failure = { code: 'x', message: 'x', retryable: true };

type Step =
  | { do: 'deliver'; pick: number; keep: boolean }
  | { do: 'settle'; pick: number; outcome: Outcome['type']; attemptOff: number }
  | { do: 'report'; pick: number; status: PredictionReport['status']; foreign: boolean; attemptOff: number }
  | { do: 'dead-letter'; pick: number }
  | { do: 'ring' }
  | { do: 'wait'; seconds: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('deliver' as const), pick: fc.nat(), keep: fc.boolean() }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('settle' as const),
      pick: fc.nat(),
      outcome: fc.constantFrom<Outcome['type']>(
        'done',
        'started',
        'progress',
        'retry',
        'unconfirmed',
        'absent',
        'provider-failed',
        'failed',
      ),
      attemptOff: fc.constantFrom(0, 0, 0, -1, 1),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('report' as const),
      pick: fc.nat(),
      status: fc.constantFrom<PredictionReport['status']>(
        'starting',
        'processing',
        'succeeded',
        'failed',
        'canceled',
        'aborted',
      ),
      foreign: fc.boolean(),
      attemptOff: fc.constantFrom(0, 0, -1),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('dead-letter' as const), pick: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('ring' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 2000 }) }),
  },
);

/** Delivers without doing the work: what happens next is up to later steps. */
function take(world: World, chosen: Extract<Step, { do: 'deliver' }>): void {
  const effects = [...world.outbox.values()];
  const effect = effects[chosen.pick % Math.max(1, effects.length)];
  if (!effect) return;
  if (!chosen.keep) world.outbox.delete(effect.key);
  if (effect.message.type === 'task') world.claim(effect.message.taskId, effect.message.attempt);
}

function outcomeFor(world: World, task: Task, type: Outcome['type']): Outcome {
  switch (type) {
    case 'done': {
      const input = inputs(world).get(task.id);
      return input ? { type, result: resultOf(input, task) } : { type: 'progress', progress: 0.5 };
    }
    case 'started':
      return { type, externalId: `p-${task.id}-${task.attempt}` };
    case 'progress':
      return { type, progress: 0.5 };
    case 'retry':
      return { type, failure, afterSeconds: 2 };
    case 'absent':
      return { type };
    default:
      return { type, failure };
  }
}

const claimed = new WeakMap<World, Map<string, NonNullable<ReturnType<World['claim']>>>>();
function inputs(world: World) {
  const known = claimed.get(world) ?? new Map();
  claimed.set(world, known);
  return known;
}

function play(world: World, chosen: Step): void {
  const tasks = world.tasks();
  const task = 'pick' in chosen ? tasks[chosen.pick % Math.max(1, tasks.length)] : undefined;
  switch (chosen.do) {
    case 'deliver':
      return take(world, chosen);
    case 'settle':
      if (!task) return;
      return world.settle(
        { id: task.id, attempt: task.attempt + chosen.attemptOff },
        outcomeFor(world, task, chosen.outcome),
      );
    case 'report': {
      if (!task) return;
      const id = chosen.foreign ? 'somebody-else' : `p-${task.id}-${task.attempt}`;
      const report = { id, status: chosen.status, output: ['https://replicate.delivery/x.png'], error: null };
      world.do('report-prediction', { taskId: task.id, attempt: task.attempt + chosen.attemptOff, report });
      return;
    }
    case 'dead-letter':
      if (task) world.do('dead-letter', { taskId: task.id, attempt: task.attempt });
      return;
    case 'ring':
      return world.ring();
    case 'wait':
      world.now += chosen.seconds * 1000;
      world.do('wake', null);
      return;
    default:
      return chosen satisfies never;
  }
}

/** What must hold after every single step. */
function check(world: World, before: ReadonlyMap<string, Task>): void {
  const project = [...world.state.project.values()][0];
  const ledger = [...world.state.usage.values()];
  const sum = (status: string) =>
    ledger.filter((entry) => entry.status === status).reduce((all, entry) => all + entry.amountUsd, 0);
  expect(project?.reservedUsd).toBeCloseTo(sum('reserved'), 5);
  expect(project?.spentUsd).toBeCloseTo(sum('committed'), 5);
  expect(new Set(world.paidClaims).size).toBe(world.paidClaims.length);
  for (const task of world.tasks()) {
    const earlier = before.get(task.id);
    if (earlier && isEnded(earlier)) expect(task).toBe(earlier);
    expect(task.wakeAt === null).toBe(isEnded(task));
    if (WORK[task.work].paid && task.status === 'claimed') {
      const entry = ledger.find((line) => line.taskId === task.id && line.attempt === task.attempt);
      expect(entry?.status).toBe('reserved');
    }
  }
}

describe('whatever order things arrive in', () => {
  it('no attempt is paid twice, nothing that ended changes, everything that waits has a deadline', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 120 }), fc.nat(), (steps, seed) => {
        const world = new World({ seed, settings: { sceneCount: 4 } });
        const claim = world.claim.bind(world);
        world.claim = (taskId, attempt) => {
          const input = claim(taskId, attempt);
          if (input) inputs(world).set(taskId, input);
          return input;
        };
        world.upload(20);
        world.granted('start-run', { until: 'assemble_video', approvals: 'automatic' });
        for (const chosen of steps) {
          const before = world.state.task;
          play(world, chosen);
          check(world, before);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('the project never hangs: with an honest world behind it, every job comes to an end', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.nat(), (steps, seed) => {
        const world = new World({ seed, settings: { sceneCount: 3 } });
        world.upload(15);
        world.granted('start-run', { until: 'assemble_video', approvals: 'automatic' });
        for (const chosen of steps) play(world, chosen);
        // Every message that was on its way is lost, and nobody reports what was begun: a restart of everything.
        world.outbox.clear();
        for (let rings = 0; rings < 400 && world.tasks().some((task) => !isEnded(task)); rings += 1) {
          world.ring();
          world.runAll();
        }
        expect([...world.state.job.values()].filter((job) => job.endedAt === null)).toEqual([]);
        expect([...world.state.run.values()][0]?.status).not.toBe('running');
      }),
      { numRuns: 150 },
    );
  });
});
