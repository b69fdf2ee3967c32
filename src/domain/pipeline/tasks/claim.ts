import { reserve } from '../budget.ts';
import type { Draft } from '../draft.ts';
import type { Claim } from '../task-io.ts';
import { effectKey, problem, WORK } from '../work.ts';
import { WORKS } from '../works.ts';
import { holdTask, isHeldBack } from './open-task.ts';
import { failTask } from './settle.ts';

const UNWANTED: Claim = { wanted: false };

/**
 * A consumer asks for the work of one attempt. Stale and doubled messages end here: only a queued task of exactly
 * this attempt is handed out, once. A paid attempt is reserved against the budget before it leaves (P5).
 */
export function claimTask(draft: Draft, taskId: string, attempt: number): Claim {
  const task = draft.get('task', taskId);
  if (task?.status !== 'queued' || task.attempt !== attempt) return UNWANTED;
  if (isHeldBack(draft, task)) {
    holdTask(draft, task);
    return UNWANTED;
  }
  const prepared = WORKS[task.work].prepare(draft, task);
  if ('failure' in prepared) {
    failTask(draft, task, prepared.failure);
    return UNWANTED;
  }
  if (WORK[task.work].paid && prepared.price && !reserve(draft, task, prepared.price)) {
    const { budgetUsd } = draft.project();
    const message = `This needs about $${prepared.price.usd.toFixed(4)} more than the project's budget of $${budgetUsd} leaves. Raise the budget or choose a cheaper model.`;
    failTask(draft, task, problem('budget-exceeded', message));
    return UNWANTED;
  }
  const { now, policy } = draft.context;
  const leaseEnd = now + policy.leaseSeconds * 1000;
  draft.put({
    ...task,
    status: 'claimed',
    startedAt: now,
    wakeAt: leaseEnd,
    deadlineAt: leaseEnd,
  });
  return {
    wanted: true,
    work: task.work,
    input: prepared.input,
    effectKey: effectKey(task),
    leaseSeconds: policy.leaseSeconds,
    languageAttempts: policy.languageAttempts,
  };
}

/** The consumer is still at it: its lease begins anew. False where the attempt is no longer its own. */
export function renewLease(draft: Draft, taskId: string, attempt: number): boolean {
  const task = draft.get('task', taskId);
  if (task?.status !== 'claimed' || task.attempt !== attempt) return false;
  const leaseEnd = draft.context.now + draft.context.policy.leaseSeconds * 1000;
  draft.put({ ...task, wakeAt: leaseEnd, deadlineAt: leaseEnd });
  return true;
}
