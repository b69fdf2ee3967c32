import { only, promptsTask } from './critical-path.ts';
import type { RunFacts, TaskFacts } from './facts.ts';

/** Where the time of one task goes, in milliseconds. The parts add up to the time from when it could begin. */
export interface StepParts {
  /** The effect was committed, until a consumer claimed the task: outbox, queue, the object's answer. */
  readonly queue: number;
  /** From the claim until the service had accepted the call. */
  readonly callOut: number;
  /** What the service was made to take. */
  readonly simulated: number;
  /** What the simulator took beyond that. */
  readonly simulatorExtra: number;
  /** The service had finished, until the object knew: webhook or answer, commit. */
  readonly callBack: number;
  /** An output streamed into the bucket, from the claim until the object knew. */
  readonly transfer: number;
  readonly mediaWait: number;
  readonly mediaWork: number;
  /** Handing a job to the FFmpeg service and hearing of its end. */
  readonly mediaHandOver: number;
}

export interface Step {
  readonly name: string;
  readonly parts: StepParts;
}

/** The chain of tasks that really ended last. */
export interface LastChain {
  /** From the client's request until the first task could begin; the song is probed in it. */
  readonly beginMs: number;
  readonly steps: readonly Step[];
  /** From the end of the last task until the client heard of it. */
  readonly endMs: number;
}

/** Follows the scene whose segment was ready last. Its parts add up to the wall time of the run. */
export function lastChain(facts: RunFacts): LastChain {
  const { tasks } = facts;
  const conform = last(tasks.filter(({ work }) => work === 'conform-clip'));
  const { sceneId } = conform;
  if (sceneId === null) throw new Error('a segment belongs to no scene');
  const film = last(tasks.filter(({ work }) => work === 'assemble-film' || work === 'make-poster'));
  const chain = [
    only(tasks, 'transcribe'),
    only(tasks, 'analyze-scenes'),
    promptsTask(facts, sceneId),
    only(tasks, 'create-image', sceneId),
    only(tasks, 'store-image', sceneId),
    only(tasks, 'create-clip', sceneId),
    only(tasks, 'store-clip', sceneId),
    conform,
    film,
  ];
  let dueAt = facts.begunAt;
  const steps = chain.map((task) => {
    const step = { name: task.work, parts: partsOf(task, dueAt) };
    dueAt = task.endedAt;
    return step;
  });
  return { beginMs: facts.begunAt - facts.askedAt, steps, endMs: facts.heardAt - dueAt };
}

/** @param dueAt when the task could begin: the end of what it waited for */
export function partsOf(task: TaskFacts, dueAt: number): StepParts {
  const { startedAt, endedAt, call, media } = task;
  const worked = endedAt - startedAt;
  const parts = { ...NOTHING, queue: startedAt - dueAt };
  if (call !== null) {
    return {
      ...parts,
      callOut: call.createdAt - startedAt,
      simulated: call.latencyMs,
      simulatorExtra: call.endedAt - call.createdAt - call.latencyMs,
      callBack: endedAt - call.endedAt,
    };
  }
  if (media !== null) {
    const { queuedMs, workedMs } = media;
    return {
      ...parts,
      mediaWait: queuedMs,
      mediaWork: workedMs,
      mediaHandOver: worked - queuedMs - workedMs,
    };
  }
  return { ...parts, transfer: worked };
}

const NOTHING: StepParts = {
  queue: 0,
  callOut: 0,
  simulated: 0,
  simulatorExtra: 0,
  callBack: 0,
  transfer: 0,
  mediaWait: 0,
  mediaWork: 0,
  mediaHandOver: 0,
};

function last(tasks: readonly TaskFacts[]): TaskFacts {
  const [latest] = [...tasks].sort((a, b) => b.endedAt - a.endedAt);
  if (latest === undefined) throw new Error('no task of that kind ended');
  return latest;
}
