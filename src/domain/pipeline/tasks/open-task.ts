import type { Task, TaskKind } from '#contracts/entities/index.ts';
import type { Draft } from '../draft.ts';
import { effectKey, WORK } from '../work.ts';

/** Adds a task to the project and sends its first message. */
export function openTask(
  draft: Draft,
  input: {
    work: TaskKind;
    subjectId: string;
    jobId: string | null;
    sceneId?: string | null;
    sceneIds?: readonly string[];
    takeIds?: readonly string[];
    sourceUrl?: string | null;
  },
): Task {
  const { now, newId } = draft.context;
  const task: Task = {
    kind: 'task',
    id: newId(),
    projectId: draft.project().id,
    jobId: input.jobId,
    work: input.work,
    status: 'queued',
    subjectId: input.subjectId,
    sceneId: input.sceneId ?? null,
    sceneIds: [...(input.sceneIds ?? [])],
    takeIds: [...(input.takeIds ?? [])],
    attempt: 1,
    providerFailures: 0,
    sends: 0,
    polls: 0,
    absences: 0,
    wakeAt: null,
    deadlineAt: null,
    externalId: null,
    sourceUrl: input.sourceUrl ?? null,
    progress: 0,
    failure: null,
    earlier: [],
    createdAt: now,
    startedAt: null,
    endedAt: null,
    updatedAt: now,
  };
  return sendTask(draft, task, now);
}

/**
 * Puts the message of the task's attempt into the outbox, due at `dueAt`, and sets when to send it again. Paid work of
 * a paused project is held back.
 */
export function sendTask(draft: Draft, task: Task, dueAt: number): Task {
  if (isHeldBack(draft, task)) return holdTask(draft, task);
  const { resendSeconds, resendCapSeconds } = draft.context.policy;
  const patience = Math.min(resendCapSeconds, resendSeconds * 2 ** task.sends) * 1000;
  draft.send({
    key: effectKey(task),
    queue: WORK[task.work].queue,
    message: { type: 'task', projectId: task.projectId, taskId: task.id, attempt: task.attempt },
    dueAt,
  });
  return draft.put({
    ...task,
    status: 'queued',
    sends: task.sends + 1,
    wakeAt: dueAt + patience,
    deadlineAt: null,
  });
}

/** True for work that costs money while the project is paused. */
export function isHeldBack(draft: Draft, task: Pick<Task, 'work'>): boolean {
  return WORK[task.work].paid && draft.project().pausedAt !== null;
}

/** Keeps the task queued without a message and without an alarm: it waits for a person, as an approval does. */
export function holdTask(draft: Draft, task: Task): Task {
  return draft.put<Task>({ ...task, status: 'queued', wakeAt: null, deadlineAt: null });
}

/** Asks those who work outside how the attempt stands, and sets when to ask next. */
export function sendPoll(draft: Draft, task: Task): Task {
  const { now, policy } = draft.context;
  const poll = task.polls + 1;
  const pause =
    task.status === 'unconfirmed'
      ? Math.min(policy.pollCapSeconds, policy.searchSeconds * 2 ** task.polls)
      : Math.min(policy.pollCapSeconds, policy.pollSeconds * 2 ** task.polls);
  draft.send({
    key: `poll:${task.id}:${task.attempt}:${poll}`,
    queue: WORK[task.work].queue,
    message: { type: 'poll', projectId: task.projectId, taskId: task.id, attempt: task.attempt, poll },
    dueAt: now,
  });
  const next = now + pause * 1000;
  return draft.put({ ...task, polls: poll, wakeAt: Math.min(next, task.deadlineAt ?? next) });
}
