import type { ProblemDetail, Task } from '#contracts/entities/index.ts';
import { commitSpend } from '../budget.ts';
import type { Draft } from '../draft.ts';
import { problem, WORK } from '../work.ts';
import { sendPoll, sendTask } from './open-task.ts';
import { failTask, loseTask, nextAttempt, sendCancel } from './settle.ts';

/** The time of a waiting task has come (P4). */
export function wakeTask(draft: Draft, task: Task): void {
  const { now } = draft.context;
  switch (task.status) {
    case 'queued':
      sendTask(draft, task, now);
      return;
    case 'claimed':
      return loseTask(
        draft,
        task,
        problem('worker-lost', 'The worker that did this stopped before it answered.', true),
      );
    case 'started':
      if (task.deadlineAt === null || now < task.deadlineAt) sendPoll(draft, task);
      else if (WORK[task.work].paid && !isStopping(task)) stopLate(draft, task);
      else timeOut(draft, task);
      return;
    case 'unconfirmed':
      if (task.deadlineAt !== null && now >= task.deadlineAt) {
        commitSpend(draft, task);
        const message =
          'The provider may have accepted this call, but its answer was lost and could not be found. It counts as billed and was not repeated.';
        return failTask(draft, task, problem('reply-lost', message, true));
      }
      sendPoll(draft, task);
      return;
    case 'succeeded':
    case 'failed':
    case 'canceled':
      return;
    default:
      return task.status satisfies never;
  }
}

/** How long the last word about a paid attempt is waited for after its deadline, in seconds. */
const LAST_WORD_SECONDS = 120;

/** True for an attempt that we ourselves told the provider to stop, because its time was over. */
export function isStopping(task: Pick<Task, 'failure'>): boolean {
  return task.failure?.code === 'timed-out';
}

/**
 * The time of a paid attempt is over. It may have ended without our hearing of it, and then it must not be paid for
 * again (P5): it is told to stop and asked once more, and its last word decides.
 */
function stopLate(draft: Draft, task: Task): void {
  const { outside } = WORK[task.work];
  if (outside && task.externalId) sendCancel(draft, task, outside, task.externalId);
  const deadlineAt = draft.context.now + LAST_WORD_SECONDS * 1000;
  sendPoll(draft, { ...task, failure: timedOut(draft, task), deadlineAt });
}

function timedOut(draft: Draft, task: Task): ProblemDetail {
  const minutes = Math.round(((draft.context.policy.outsideSeconds[task.work] ?? 0) / 60) * 10) / 10;
  return problem('timed-out', `Not finished after ${minutes} minutes.`, true);
}

function timeOut(draft: Draft, task: Task): void {
  const { outside } = WORK[task.work];
  if (outside && task.externalId) sendCancel(draft, task, outside, task.externalId);
  if (outside === 'replicate') commitSpend(draft, task);
  const failed = { ...task, providerFailures: task.providerFailures + 1 };
  nextAttempt(draft, failed, timedOut(draft, task), null);
}
