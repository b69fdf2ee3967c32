import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Task, Transition } from '#contracts/entities/index.ts';
import type { PredictionReport } from './predictions.ts';
import type { Outcome } from './task-io.ts';
import { entries } from './testing/edits.ts';
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

/** What people ask for meanwhile. `scene` and `pick` count around; `odd` asks for the less usual. */
type Wish = {
  do:
    | 'images'
    | 'clips'
    | 'prompt'
    | 'judge'
    | 'stage'
    | 'film'
    | 'cancel'
    | 'retry'
    | 'settings'
    | 'recut'
    | 'pause'
    | 'beside'
    | 'rest';
  scene: number;
  pick: number;
  candidates: number;
  odd: boolean;
};

const wish: fc.Arbitrary<Wish> = fc.record({
  do: fc.constantFrom<Wish['do']>(
    'images',
    'clips',
    'prompt',
    'judge',
    'judge',
    'stage',
    'film',
    'cancel',
    'retry',
    'settings',
    'recut',
    'recut',
    'pause',
    'beside',
    'beside',
    'rest',
  ),
  scene: fc.nat(3),
  pick: fc.nat(20),
  candidates: fc.integer({ min: 1, max: 4 }),
  odd: fc.boolean(),
});

/** Asks for it; what is refused changes nothing, and that is right. */
function askFor(world: World, { do: what, scene, pick, candidates, odd }: Wish): void {
  const scenes = [...world.state.scene.values()];
  const sceneId = scenes[scene % Math.max(1, scenes.length)]?.id ?? 'nobody';
  const edit = odd ? { text: `Words ${pick}` } : { parts: { light: `light ${pick}` } };
  const order = { sceneId, candidates, prompt: odd ? edit : null, seed: odd ? pick : null, model: null };
  const jobs = [...world.state.job.values()];
  const jobId = jobs[pick % Math.max(1, jobs.length)]?.id ?? 'nobody';
  switch (what) {
    case 'images':
      world.do('make-images', order);
      return;
    case 'clips':
      world.do('make-clips', { ...order, imageId: null, durationSeconds: null });
      return;
    case 'prompt':
      world.do('put-prompt', { sceneId, edit });
      return;
    case 'judge': {
      const takes = [...world.state.image.values(), ...world.state.clip.values()];
      const takeId = takes[pick % Math.max(1, takes.length)]?.id ?? 'nobody';
      const decision = odd ? 'rejected' : 'approved';
      world.do('decide-takes', { decisions: [{ takeId, decision, reason: null }], decidedBy: 'me' });
      return;
    }
    case 'stage': {
      const stage = (['generate_prompts', 'generate_images', 'generate_clips'] as const)[pick % 3];
      const sceneIds = odd ? null : [sceneId];
      world.do('start-stage', { stage: stage ?? 'generate_images', sceneIds, order: { candidates } });
      return;
    }
    case 'pause':
      world.do(odd ? 'pause-project' : 'resume-project', null);
      return;
    case 'film': {
      const missing = odd ? 'still-motion' : 'refuse';
      world.do('start-stage', { stage: 'assemble_video', sceneIds: null, order: { missing } });
      return;
    }
    case 'cancel':
      world.do('cancel-job', { jobId });
      return;
    case 'retry':
      world.do('retry-job', { jobId });
      return;
    case 'settings':
      world.do('update-project', {
        settings: { resolution: odd ? '480p' : '1080p', stylePack: odd ? 'late-sun@1' : null },
      });
      return;
    case 'recut': {
      const kind = Transition.shape.kind.options[pick % Transition.shape.kind.options.length] ?? 'cut';
      const transition = { kind, seconds: candidates };
      if (pick % 5 === 0) world.do('update-project', { settings: { transition } });
      const cut = { transition: odd ? null : transition, clipInSeconds: pick / 10 };
      world.do('put-scenes', {
        scenes: entries(world).map((entry, at) => (at === scene ? { ...entry, ...cut } : entry)),
      });
      return;
    }
    case 'beside':
      return askBeside(world, pick, sceneId, odd);
    case 'rest':
      // For a while everything works, so that takes come in that people can judge.
      return world.runAll();
    default:
      return what satisfies never;
  }
}

/** What costs nothing and is part of no stage. */
function askBeside(world: World, pick: number, sceneId: string, odd: boolean): void {
  const films = [...world.state.film.values()];
  const videoId = films[pick % Math.max(1, films.length)]?.id ?? 'nobody';
  const asks = [
    () => world.do('make-animatic', { posterSceneId: odd ? sceneId : null }),
    () => world.do('make-renditions', { videoId, formats: odd ? ['480p'] : null }),
    () => world.do('set-poster', { videoId, sceneId: odd ? sceneId : null }),
    () => world.do('make-sheet', null),
    () => world.do('make-thumbnails', null),
  ];
  asks[pick % asks.length]?.();
}

/** What is made beside the stages is made once, stays as it ended, and is never the film. */
function checkBeside(world: World, before: World['state']): void {
  const { rendition, sheet, film, project } = world.state;
  const standing = [...rendition.values()].filter(({ status }) => !['failed', 'canceled'].includes(status));
  expect(new Set(standing.map(({ filmId, format }) => `${filmId} ${format}`)).size).toBe(standing.length);
  for (const old of before.rendition.values())
    if (['succeeded', 'failed', 'canceled'].includes(old.status)) expect(rendition.get(old.id)).toBe(old);
  const sheets = [...sheet.values()].filter(({ status }) => !['failed', 'canceled'].includes(status));
  expect(new Set(sheets.map(({ fingerprint }) => fingerprint)).size).toBe(sheets.length);
  for (const { filmId } of project.values())
    if (filmId !== null) expect(film.get(filmId)).toMatchObject({ purpose: 'film', status: 'succeeded' });
}

/** What must hold of takes, prompts and decisions, whatever people ask for. */
function checkTakes(world: World, before: World['state']): void {
  const { scene: scenes, approval: approvals } = world.state;
  const takes = [...world.state.image.values(), ...world.state.clip.values()];
  const inWork = Map.groupBy(
    takes.filter(({ status }) => status === 'queued' || status === 'running'),
    ({ kind, sceneId }) => `${kind} of ${sceneId}`,
  );
  for (const [what, open] of inWork)
    expect(new Set(open.map(({ jobId }) => jobId)).size, `jobs that make the ${what}`).toBe(1);
  const approvedAlone = takes.filter(({ id, approval }) => {
    const last = [...approvals.values()].filter(({ takeId }) => takeId === id).at(-1);
    return approval === 'approved' && last?.decidedBy === 'automatic';
  });
  const perScene = Map.groupBy(approvedAlone, ({ jobId, sceneId }) => `${jobId} ${sceneId}`);
  for (const approved of perScene.values()) expect(approved).toHaveLength(1);
  for (const { id, promptId, imageId, clipId } of scenes.values()) {
    const prompts = [...world.state.prompt.values()].filter(({ sceneId }) => sceneId === id);
    expect(prompts.map(({ version }) => version)).toEqual(prompts.map((_, index) => index + 1));
    if (promptId) expect(prompts.some((prompt) => prompt.id === promptId)).toBe(true);
    for (const takeId of [imageId, clipId])
      if (takeId)
        expect(takes.find((take) => take.id === takeId)).toMatchObject({ sceneId: id, status: 'succeeded' });
  }
  for (const take of [...before.image.values(), ...before.clip.values()]) {
    const { fingerprint, promptId, model, candidate, key } = take;
    const now = takes.find(({ id }) => id === take.id);
    expect(now).toMatchObject({ fingerprint, promptId, model, candidate, ...(key ? { key } : {}) });
  }
  for (const id of before.approval.keys()) expect(approvals.get(id)).toBe(before.approval.get(id));
  for (const film of world.state.film.values()) {
    const stills = film.segments.filter(({ takeKind, seam }) => takeKind === 'image' && seam === null);
    const standIns = film.purpose === 'film' ? stills : [];
    expect(film.degraded.map(({ sceneId }) => sceneId)).toEqual(standIns.map(({ sceneId }) => sceneId));
    expect(film.segments.reduce((sum, { frames }) => sum + frames, 0)).toBe(film.frames);
  }
}

/** One seam per fingerprint, rendered once at most (others came along with a segment), and by one task at a time. */
function checkSeams(world: World): number {
  const seams = [...world.state.seam.values()];
  expect(new Set(seams.map(({ fingerprint }) => fingerprint)).size).toBe(seams.length);
  for (const { id, status } of seams) {
    const tasks = world.tasks('render-seam').filter(({ subjectId }) => subjectId === id);
    const open = tasks.filter((task) => !isEnded(task)).length;
    const done = tasks.filter((task) => task.status === 'succeeded').length;
    expect(open, status).toBe(status === 'queued' ? 1 : 0);
    expect(done, status).toBeLessThanOrEqual(status === 'ready' ? 1 : 0);
  }
  return seams.filter(({ status }) => status === 'ready').length;
}

/** A world that keeps what it handed out, so that chance can bring honest results. */
function keepInputs(world: World): World {
  const claim = world.claim.bind(world);
  world.claim = (taskId, attempt) => {
    const input = claim(taskId, attempt);
    if (input) inputs(world).set(taskId, input);
    return input;
  };
  return world;
}

/** Every other project has crossfades. */
const usual = (seed: number): Transition => ({ kind: seed % 4 < 2 ? 'crossfade' : 'cut', seconds: 1 });

/** A project of `scenes` scenes with prompts and images, and a run for the rest of it on its way. */
function halfWay(seed: number, approvals: 'manual' | 'automatic'): World {
  const world = keepInputs(
    new World({ seed, settings: { sceneCount: 3, approvals, transition: usual(seed) } }),
  );
  world.upload(15);
  world.granted('start-run', { until: 'generate_images', approvals });
  world.runAll();
  if (seed % 2 === 0) world.do('start-run', { until: 'assemble_video', approvals, missing: 'still-motion' });
  return world;
}

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
    // Paid work of a paused project waits for a person, all else for a time.
    const mayBeHeld = project?.pausedAt !== null && WORK[task.work].paid && task.status === 'queued';
    if (isEnded(task)) expect(task.wakeAt).toBeNull();
    else if (!mayBeHeld) expect(task.wakeAt).not.toBeNull();
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
        const world = keepInputs(new World({ seed, settings: { sceneCount: 4, transition: usual(seed) } }));
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
        const world = new World({ seed, settings: { sceneCount: 3, transition: usual(seed) } });
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

  const meanwhile = fc.oneof({ weight: 3, arbitrary: step }, { weight: 2, arbitrary: wish });
  const approvals = fc.constantFrom('manual' as const, 'automatic' as const);
  const isWish = (chosen: Step | Wish): chosen is Wish => 'candidates' in chosen;

  it('and whatever people ask for meanwhile, no scene is worked on twice and no take is lost', () => {
    let seamsSeen = 0;
    fc.assert(
      fc.property(
        fc.array(meanwhile, { minLength: 10, maxLength: 100 }),
        fc.nat(),
        approvals,
        (steps, seed, mode) => {
          const world = halfWay(seed, mode);
          for (const chosen of steps) {
            const before = world.state;
            if (isWish(chosen)) askFor(world, chosen);
            else play(world, chosen);
            check(world, before.task);
            checkTakes(world, before);
            checkBeside(world, before);
            seamsSeen += checkSeams(world);
          }
        },
      ),
      { numRuns: 120 },
    );
    expect(seamsSeen).toBeGreaterThan(100);
  });

  it('and whatever people ask for meanwhile, nothing waits but for a person', () => {
    fc.assert(
      fc.property(fc.array(meanwhile, { maxLength: 60 }), fc.nat(), approvals, (steps, seed, mode) => {
        const world = halfWay(seed, mode);
        for (const chosen of steps) {
          if (isWish(chosen)) askFor(world, chosen);
          else play(world, chosen);
        }
        world.do('resume-project', null);
        world.outbox.clear();
        for (let rounds = 0; rounds < 6; rounds += 1) {
          for (let rings = 0; rings < 400 && world.tasks().some((task) => !isEnded(task)); rings += 1) {
            world.ring();
            world.runAll();
          }
          const shown = [...world.state.scene.values()].flatMap(({ imageId, clipId }) => [imageId, clipId]);
          const decisions = shown.flatMap((takeId) =>
            takeId === null ? [] : [{ takeId, decision: 'approved' as const, reason: null }],
          );
          world.do('decide-takes', { decisions, decidedBy: 'me' });
        }
        const open = [...world.state.job.values()].filter((job) => job.endedAt === null);
        expect(open.map(({ stage, status }) => `${stage} ${status}`)).toEqual([]);
        expect([...world.state.run.values()].filter(({ status }) => status === 'running')).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
