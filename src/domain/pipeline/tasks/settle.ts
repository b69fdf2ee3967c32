import type { ProblemDetail, Task } from '#contracts/entities/index.ts';
import { commitSpend, releaseSpend } from '../budget.ts';
import type { Draft } from '../draft.ts';
import { retryDelay } from '../retry.ts';
import type { Outcome, TaskResult } from '../task-io.ts';
import { isEnded, problem, WORK } from '../work.ts';
import { WORKS } from '../works.ts';
import { sendTask } from './open-task.ts';

/**
 * One report about one attempt: by its consumer, a webhook or a poll. Late, doubled and foreign reports change
 * nothing (P3): the attempt must be the task's own, and a task that ended stays as it ended.
 */
export function settleTask(draft: Draft, taskId: string, attempt: number, outcome: Outcome): void {
  const task = draft.get('task', taskId);
  if (!task || isEnded(task) || task.attempt !== attempt || task.status === 'queued') return;
  switch (outcome.type) {
    case 'done':
      return finishTask(draft, task, outcome.result);
    case 'started':
      return startTask(draft, task, outcome.externalId);
    case 'progress':
      if (outcome.progress > task.progress) draft.put({ ...task, progress: Math.min(1, outcome.progress) });
      return;
    case 'retry':
      releaseSpend(draft, task);
      return nextAttempt(draft, task, outcome.failure, outcome.afterSeconds);
    case 'unconfirmed':
      return loseTask(draft, task, outcome.failure);
    case 'absent':
      return searchedTask(draft, task);
    case 'provider-failed':
      releaseSpend(draft, task);
      return nextAttempt(
        draft,
        { ...task, providerFailures: task.providerFailures + 1 },
        outcome.failure,
        null,
      );
    case 'failed':
      releaseSpend(draft, task);
      return failTask(draft, task, outcome.failure);
    default:
      return outcome satisfies never;
  }
}

function finishTask(draft: Draft, task: Task, result: TaskResult): void {
  const { now } = draft.context;
  const externalId = 'externalId' in result ? result.externalId : task.externalId;
  const ended = draft.put<Task>({
    ...task,
    status: 'succeeded',
    externalId,
    progress: 1,
    failure: null,
    wakeAt: null,
    deadlineAt: null,
    endedAt: now,
  });
  commitSpend(draft, ended, 'costUsd' in result ? result.costUsd : null);
  WORKS[task.work].done(draft, ended, result);
}

function startTask(draft: Draft, task: Task, externalId: string): void {
  if (task.externalId !== null) return;
  const { now, policy } = draft.context;
  const deadlineAt = now + (policy.outsideSeconds[task.work] ?? policy.unconfirmedSeconds) * 1000;
  const started = draft.put<Task>({
    ...task,
    status: 'started',
    externalId,
    failure: null,
    polls: 0,
    wakeAt: Math.min(deadlineAt, now + policy.pollSeconds * 1000),
    deadlineAt,
  });
  WORKS[task.work].started?.(draft, started, externalId);
}

/**
 * The answer of a call was lost. Free work is simply done again. Of paid work it is unknown whether it was carried
 * out: where the provider can be asked, it is looked for and adopted; where it cannot, the attempt counts as billed
 * and is not repeated (P5).
 */
export function loseTask(draft: Draft, task: Task, failure: ProblemDetail): void {
  if (!WORK[task.work].paid) return nextAttempt(draft, task, failure, null);
  if (WORK[task.work].outside === null) {
    commitSpend(draft, task);
    const message = `${failure.message} The call may have been billed and was not repeated; start the stage again to send it once more.`;
    return failTask(draft, task, problem('reply-lost', message, true));
  }
  if (task.status === 'unconfirmed') return;
  const { now, policy } = draft.context;
  draft.put<Task>({
    ...task,
    status: 'unconfirmed',
    polls: 0,
    failure,
    wakeAt: now + policy.searchSeconds * 1000,
    deadlineAt: now + policy.unconfirmedSeconds * 1000,
  });
}

/** The provider knows nothing of a lost call. After enough searches it counts as never made. */
function searchedTask(draft: Draft, task: Task): void {
  if (task.status !== 'unconfirmed') return;
  const absences = task.absences + 1;
  if (absences < draft.context.policy.searches) {
    draft.put({ ...task, absences });
    return;
  }
  releaseSpend(draft, task);
  nextAttempt(
    draft,
    task,
    task.failure ?? problem('reply-lost', 'The reply of the provider was lost.', true),
    null,
  );
}

/** Queues the next attempt, or ends the task where the limits are reached. */
export function nextAttempt(
  draft: Draft,
  task: Task,
  failure: ProblemDetail,
  afterSeconds: number | null,
): void {
  const { context } = draft;
  const { attemptsOf, maxProviderFailures } = context.policy;
  const maxAttempts = attemptsOf[task.work] ?? context.policy.maxAttempts;
  if (task.attempt >= maxAttempts || task.providerFailures >= maxProviderFailures)
    return failTask(draft, task, failure);
  const next: Task = {
    ...task,
    attempt: task.attempt + 1,
    sends: 0,
    polls: 0,
    absences: 0,
    externalId: null,
    progress: 0,
    failure,
    earlier: [
      ...task.earlier,
      { attempt: task.attempt, startedAt: task.startedAt, endedAt: context.now, failure },
    ],
    startedAt: null,
  };
  sendTask(draft, next, context.now + retryDelay(next.attempt, afterSeconds, context));
}

/** Ends the task without success. */
export function failTask(draft: Draft, task: Task, failure: ProblemDetail): void {
  endTask(draft, task, 'failed', failure);
}

/** Ends the task because nobody wants it any more, and stops what works on it outside. */
export function cancelTask(draft: Draft, task: Task): void {
  const { outside } = WORK[task.work];
  if (task.externalId !== null && outside !== null) {
    // A prediction that is stopped while it runs is billed for what it ran (facts of the provider).
    if (outside === 'replicate') commitSpend(draft, task);
    sendCancel(draft, task, outside, task.externalId);
  }
  if (task.status === 'queued') releaseSpend(draft, task);
  else commitSpend(draft, task);
  endTask(draft, task, 'canceled', problem('canceled', 'Canceled on request.', true));
}

/** Tells who works outside that the attempt is no longer wanted. */
export function sendCancel(
  draft: Draft,
  task: Task,
  service: 'replicate' | 'media',
  externalId: string,
): void {
  draft.send({
    key: `cancel:${task.id}:${task.attempt}`,
    queue: WORK[task.work].queue,
    message: {
      type: 'cancel',
      projectId: task.projectId,
      taskId: task.id,
      attempt: task.attempt,
      service,
      externalId,
    },
    dueAt: draft.context.now,
  });
}

function endTask(draft: Draft, task: Task, status: 'failed' | 'canceled', failure: ProblemDetail): void {
  const ended = draft.put<Task>({
    ...task,
    status,
    failure,
    wakeAt: null,
    deadlineAt: null,
    endedAt: draft.context.now,
  });
  WORKS[task.work].failed(draft, ended, failure);
}
