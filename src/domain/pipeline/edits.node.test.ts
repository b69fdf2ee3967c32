import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SceneEdit } from '#domain/storyboard/edit-scenes.ts';
import { isRefusal } from './refusal.ts';
import { entries, split, storyboard, without } from './testing/edits.ts';
import { resultOf } from './testing/results.ts';
import { World } from './testing/world.ts';
import { isEnded } from './work.ts';

type Step =
  | {
      do: 'edit';
      how: 'remove' | 'split' | 'swap' | 'move' | 'break' | 'retitle';
      pick: number;
      seconds: number;
    }
  | { do: 'deliver'; pick: number; outcome: 'done' | 'started' | 'held' | 'failed' }
  | { do: 'finish'; pick: number }
  | { do: 'ring' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('edit' as const),
      how: fc.constantFrom('remove', 'split', 'swap', 'move', 'break', 'retitle'),
      pick: fc.nat(),
      seconds: fc.double({ min: -3, max: 3, noNaN: true }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('deliver' as const),
      pick: fc.nat(),
      outcome: fc.constantFrom('done', 'done', 'done', 'started', 'held', 'failed'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('finish' as const), pick: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('ring' as const) }) },
);

/** The list that a person might send. */
function wanted(world: World, { how, pick, seconds }: Extract<Step, { do: 'edit' }>): SceneEdit[] {
  const list = entries(world);
  const at = pick % Math.max(1, list.length);
  switch (how) {
    case 'remove':
      return without(list, at);
    case 'split':
      return split(list, at, { title: `new ${pick}` });
    case 'retitle':
      return list.map((entry, index) => (index === at ? { ...entry, title: `title ${pick}` } : entry));
    case 'swap': {
      const times = list.map(({ startSeconds, endSeconds }) => ({ startSeconds, endSeconds }));
      return [...list.slice(at), ...list.slice(0, at)].map((entry, index) => ({ ...entry, ...times[index] }));
    }
    case 'move':
      return list.map((entry, index) => ({
        ...entry,
        endSeconds: Math.max(0, entry.endSeconds + (index === at && at < list.length - 1 ? seconds : 0)),
        startSeconds: Math.max(0, entry.startSeconds + (index === at + 1 ? seconds : 0)),
      }));
    case 'break':
      return list.map((entry, index) =>
        index === at ? { ...entry, startSeconds: entry.startSeconds + 1 } : entry,
      );
    default:
      return how satisfies never;
  }
}

function play(world: World, chosen: Step): void {
  switch (chosen.do) {
    case 'edit': {
      const before = world.state;
      const reply = world.do('put-scenes', { scenes: wanted(world, chosen) });
      if (isRefusal(reply)) expect(world.state).toBe(before);
      return;
    }
    case 'deliver': {
      const effects = [...world.outbox.values()];
      const effect = effects[chosen.pick % Math.max(1, effects.length)];
      if (!effect) return;
      world.outbox.delete(effect.key);
      if (effect.message.type !== 'task') return;
      const { taskId, attempt } = effect.message;
      const input = world.claim(taskId, attempt);
      const task = world.state.task.get(taskId);
      if (!input || !task || chosen.outcome === 'held') return;
      const failure = { code: 'x', message: 'x', retryable: true };
      if (chosen.outcome === 'done') world.settle(task, { type: 'done', result: resultOf(input, task) });
      else if (chosen.outcome === 'failed') world.settle(task, { type: 'failed', failure });
      else world.settle(task, { type: 'started', externalId: `p-${taskId}-${attempt}` });
      return;
    }
    case 'finish': {
      const tasks = world.tasks();
      const task = tasks[chosen.pick % Math.max(1, tasks.length)];
      if (!task) return;
      const id = `p-${task.id}-${task.attempt}`;
      const report = {
        id,
        status: 'succeeded' as const,
        output: 'https://replicate.delivery/x.png',
        error: null,
      };
      world.do('report-prediction', { taskId: task.id, attempt: task.attempt, report });
      return;
    }
    case 'ring':
      return world.ring();
    default:
      return chosen satisfies never;
  }
}

/** Takes that were finished, by id, as nobody may change them any more. */
const finished = (world: World) =>
  [...world.state.image.values(), ...world.state.clip.values()].filter(
    ({ status }) => status === 'succeeded',
  );

function check(world: World, before: ReturnType<typeof finished>): void {
  const scenes = storyboard(world);
  if (scenes.length > 0) {
    expect(scenes.map(({ startFrame }) => startFrame)).toEqual([
      0,
      ...scenes.slice(0, -1).map(({ endFrame }) => endFrame),
    ]);
    expect(scenes.at(-1)?.endFrame).toBe(480);
    expect(scenes.map(({ index }) => index)).toEqual(scenes.map((_, index) => index));
  }
  for (const take of before) {
    const now = world.state.image.get(take.id) ?? world.state.clip.get(take.id);
    expect(now).toMatchObject({
      status: 'succeeded',
      key: take.key,
      costUsd: take.costUsd,
      sceneId: take.sceneId,
    });
  }
  const [project] = world.state.project.values();
  const ledger = [...world.state.usage.values()];
  const sum = (status: string) =>
    ledger.filter((entry) => entry.status === status).reduce((all, entry) => all + entry.amountUsd, 0);
  expect(project?.reservedUsd).toBeCloseTo(sum('reserved'), 5);
  expect(project?.spentUsd).toBeCloseTo(sum('committed'), 5);
  expect(new Set(world.paidClaims).size).toBe(world.paidClaims.length);
}

describe('a storyboard that is edited while everything runs', () => {
  it('always tiles the film, loses no finished take and no cent, and every job comes to an end', () => {
    let edits = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 80 }), fc.nat(), (steps, seed) => {
        const world = new World({
          seed,
          settings: { sceneCount: 4, transition: { kind: seed % 2 ? 'crossfade' : 'cut', seconds: 1 } },
        });
        world.upload(20);
        world.granted('start-run', { until: 'analyze_scenes', approvals: 'automatic' });
        world.runAll();
        world.granted('start-run', { until: 'assemble_video', approvals: 'automatic' });
        for (const chosen of steps) {
          const [before, { scene }] = [finished(world), world.state];
          play(world, chosen);
          check(world, before);
          if (chosen.do === 'edit' && world.state.scene !== scene) edits += 1;
        }
        // A restart of everything: every message that was on its way is lost.
        world.outbox.clear();
        for (let rings = 0; rings < 400 && world.tasks().some((task) => !isEnded(task)); rings += 1) {
          const before = finished(world);
          world.ring();
          world.runAll();
          check(world, before);
        }
        expect(world.tasks().filter((task) => !isEnded(task))).toEqual([]);
        expect([...world.state.job.values()].filter((job) => job.endedAt === null)).toEqual([]);
        // What is left to do can be done: new scenes get all they need, and the film has the edited scenes.
        world.granted('start-run', { until: 'assemble_video', approvals: 'automatic' });
        world.runAll();
        expect(world.job('assemble_video').status).toBe('succeeded');
        expect([...world.state.film.values()].at(-1)).toMatchObject({ status: 'succeeded', frames: 480 });
      }),
      { numRuns: 150 },
    );
    expect(edits).toBeGreaterThan(100);
  });
});
