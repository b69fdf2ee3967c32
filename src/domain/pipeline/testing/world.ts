/** A small world around the reducer, for tests: it keeps the state, the clock and the messages that are on their way. */

import { NOT_BURNED } from '#contracts/captions.ts';
import {
  HELD_CLIPS,
  PLAIN_CUT,
  type ProjectSettings,
  type Task,
  type TaskKind,
} from '#contracts/entities/index.ts';
import type { QueueMessage } from '#contracts/queue.ts';
import { DEFAULT_CLIP_MODEL, DEFAULT_IMAGE_MODEL } from '#domain/models/index.ts';
import { seeded } from '../../testing/seeded.ts';
import { DEFAULT_POLICY, type Policy } from '../context.ts';
import type { Effect } from '../draft.ts';
import type { Expectation } from '../preconditions.ts';
import { type Inputs, type InputType, nextWake, reduce } from '../reduce.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import { type ProjectState, stateOf } from '../state.ts';
import type { Outcome, TaskInput } from '../task-io.ts';
import { WORK } from '../work.ts';
import { probed, resultOf } from './results.ts';

/** What becomes of a task where it is not that it succeeds. */
export type Otherwise = (task: Task, input: TaskInput) => Outcome | null;

export const PROJECT_ID = '0198c0de-0000-7000-8000-000000000001';
export const OWNER_ID = 'owner';

export const SETTINGS: ProjectSettings = {
  aspectRatio: '16:9',
  resolution: '720p',
  fps: 24,
  style: 'ink on paper',
  stylePack: null,
  imageModel: DEFAULT_IMAGE_MODEL,
  clipModel: DEFAULT_CLIP_MODEL,
  sceneCount: null,
  approvals: 'automatic',
  fill: 'auto',
  shortClips: HELD_CLIPS,
  transition: PLAIN_CUT,
  captions: NOT_BURNED,
};

export class World {
  state: ProjectState = stateOf([]);
  now = 1_800_000_000_000;
  readonly policy: Policy;
  readonly random: () => number;
  /** Messages that are on their way, by effect key. */
  readonly outbox = new Map<string, Effect>();
  /** Paid attempts that were handed out, by effect key. */
  readonly paidClaims: string[] = [];
  #ids = 0;

  constructor(
    input: {
      seed?: number;
      policy?: Partial<Policy>;
      settings?: Partial<ProjectSettings>;
      budgetUsd?: number | null;
    } = {},
  ) {
    this.random = seeded(input.seed ?? 1);
    this.policy = { ...DEFAULT_POLICY, ...input.policy };
    this.do('create-project', {
      id: PROJECT_ID,
      ownerId: OWNER_ID,
      title: 'A song',
      settings: { ...SETTINGS, ...input.settings },
      budgetUsd: input.budgetUsd ?? null,
    });
  }

  /** Reduces one input and keeps what it changed. */
  do<T extends InputType>(
    type: T,
    input: Inputs[T][0],
    expects: Expectation | null = null,
  ): Inputs[T][1] | Refusal {
    const context = { now: this.now, newId: () => this.newId(), random: this.random, policy: this.policy };
    const { change, reply } = reduce(this.state, type, input, context, expects);
    this.state = change.state;
    for (const effect of change.effects) this.outbox.set(effect.key, effect);
    return reply;
  }

  /** Like `do`, for inputs that the test expects to be granted. */
  granted<T extends InputType>(type: T, input: Inputs[T][0]): Inputs[T][1] {
    const reply = this.do(type, input);
    if (reply !== null && typeof reply === 'object' && isRefusal(reply))
      throw new Error(`${reply.code}: ${reply.message}`);
    return reply as Inputs[T][1];
  }

  newId(): string {
    this.#ids += 1;
    return `0198c0de-0000-7000-8000-${this.#ids.toString(16).padStart(12, '0')}`;
  }

  tasks(work?: TaskKind): Task[] {
    return [...this.state.task.values()].filter((task) => work === undefined || task.work === work);
  }

  job(stage: string) {
    const jobs = [...this.state.job.values()].filter((job) => job.stage === stage);
    const job = jobs.at(-1);
    if (!job) throw new Error(`there is no job for ${stage}`);
    return job;
  }

  /** Claims a task's present attempt; null where it is not wanted. */
  claim(taskId: string, attempt: number): TaskInput | null {
    const reply = this.do('claim', { taskId, attempt });
    if (isRefusal(reply) || !reply.wanted) return null;
    if (WORK[reply.work].paid) this.paidClaims.push(reply.effectKey);
    return reply.input;
  }

  settle(task: Pick<Task, 'id' | 'attempt'>, outcome: Outcome): void {
    this.do('settle', { taskId: task.id, attempt: task.attempt, outcome });
  }

  /** Lets time pass to the next thing that waits, and rings the alarm. */
  ring(): void {
    this.now = Math.max(this.now, nextWake(this.state) ?? this.now);
    this.do('wake', null);
  }

  /** Uploads a song that was probed to last `durationSeconds`. */
  upload(durationSeconds: number, codec = 'mp3'): void {
    const uploadId = this.newId();
    this.granted('open-upload', {
      id: uploadId,
      purpose: 'song',
      fileName: 'song.mp3',
      contentType: 'audio/mpeg',
      sizeBytes: 1000,
      key: 'song.mp3',
    });
    this.granted('complete-upload', { uploadId });
    const probe = this.tasks('probe-upload').at(-1);
    if (!probe) throw new Error('the upload is not probed');
    this.claim(probe.id, probe.attempt);
    this.settle(probe, { type: 'done', result: probed(durationSeconds, codec) });
  }

  /** Delivers what is on its way, one message after another, until nothing is left; everything succeeds but what does not. */
  runAll(otherwise: Otherwise = () => null): void {
    for (let round = 0; round < 10_000; round += 1) {
      const due = [...this.outbox.values()].find((effect) => effect.dueAt <= this.now);
      if (due) {
        this.outbox.delete(due.key);
        this.deliver(due.message, otherwise);
        continue;
      }
      const next = Math.min(...[...this.outbox.values()].map((effect) => effect.dueAt));
      if (!Number.isFinite(next)) return;
      this.now = next;
    }
    throw new Error('the world does not come to rest');
  }

  /** Does what a consumer and the world outside would do with one message. */
  deliver(message: QueueMessage, otherwise: Otherwise = () => null): void {
    if (message.type !== 'task') return;
    const input = this.claim(message.taskId, message.attempt);
    const task = this.state.task.get(message.taskId);
    if (!input || !task) return;
    this.settle(task, otherwise(task, input) ?? { type: 'done', result: resultOf(input, task) });
  }
}
