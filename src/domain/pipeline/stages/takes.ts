import type { ClipTake, ImageTake, Job, Scene, Task } from '#contracts/entities/index.ts';
import { receive } from '../approvals.ts';
import type { Draft } from '../draft.ts';
import type { ResultOf } from '../task-io.ts';
import { openTask } from '../tasks/open-task.ts';
import { endedAs, problem, type Work } from '../work.ts';

type Take = ImageTake | ClipTake;
type TakeKind = Take['kind'];

/** How much longer than we ourselves the provider waits before it stops a prediction. In seconds. */
const CANCEL_MARGIN = 60;

/**
 * When the provider shall stop a prediction of its own accord, in seconds: in case nobody is there to do it, and never
 * before we gave the attempt up, since a prediction that was canceled looks like somebody's wish and is not repeated.
 */
export function cancelAfterSeconds(draft: Draft, work: 'create-image' | 'create-clip'): number {
  const { outsideSeconds, unconfirmedSeconds } = draft.context.policy;
  return (outsideSeconds[work] ?? unconfirmedSeconds) + CANCEL_MARGIN;
}

/** What every take that a model is to make begins with; the model, and what it is given, is its kind's. */
export function newTake(draft: Draft, job: Job, scene: Scene, candidate: number) {
  const { now, newId } = draft.context;
  return {
    id: newId(),
    projectId: job.projectId,
    sceneId: scene.id,
    source: 'generated',
    jobId: job.id,
    candidate,
    status: 'queued',
    provider: 'replicate',
    predictionId: null,
    key: null,
    contentType: null,
    sizeBytes: null,
    width: null,
    height: null,
    thumbnailKey: null,
    costUsd: 0,
    approval: 'pending',
    failure: null,
    createdAt: now,
    updatedAt: now,
  } as const;
}

export function takeTasks(draft: Draft, take: Take): Task[] {
  return draft.all('task').filter((task) => task.subjectId === take.id);
}

/** The work of having a take made at the provider; `own` is what differs by kind. */
export function createWork(kind: TakeKind, own: Pick<Work, 'prepare' | 'started'>): Work {
  const work = `create-${kind}` as const;
  return {
    ...own,
    done(draft, task, result) {
      if (result.work === work) bringIn(draft, task, kind, result);
    },
    failed: failTake(kind),
  };
}

/** The work of bringing a take's file into the bucket; `stored` goes on with it. */
export function storeWork(kind: TakeKind, stored: (draft: Draft, takeId: string, task: Task) => void): Work {
  const work = `store-${kind}` as const;
  return {
    prepare(draft, task) {
      if (task.sourceUrl === null || !takeOf(draft, kind, task)) {
        return { failure: problem('take-not-found', `The ${kind} take is gone.`) };
      }
      return { input: { work, sourceUrl: task.sourceUrl, takeId: task.subjectId }, price: null };
    },
    done(draft, task, result) {
      const take = takeOf(draft, kind, task);
      if (!take || result.work !== work) return;
      const { key, contentType, sizeBytes, width = null, height = null } = result;
      const file = { key, contentType, sizeBytes, width, height };
      receive(draft, draft.put({ ...take, ...file, status: 'succeeded', failure: null }));
      stored(draft, take.id, task);
    },
    failed: failTake(kind),
  };
}

/** The prediction is done and billed: note what it cost and have its output brought in at once. */
function bringIn(
  draft: Draft,
  task: Task,
  kind: TakeKind,
  result: ResultOf<'create-image' | 'create-clip'>,
): void {
  const take = takeOf(draft, kind, task);
  if (!take) return;
  const costUsd = draft
    .all('usage')
    .filter((entry) => entry.taskId === task.id && entry.status === 'committed')
    .reduce((sum, entry) => sum + entry.amountUsd, 0);
  draft.put({ ...take, status: 'running', predictionId: result.externalId, costUsd });
  openTask(draft, {
    work: `store-${kind}`,
    subjectId: take.id,
    jobId: task.jobId,
    sceneId: task.sceneId,
    sourceUrl: result.sourceUrl,
  });
}

function failTake(kind: TakeKind): Work['failed'] {
  return (draft, task, failure) => {
    const take = takeOf(draft, kind, task);
    if (take) draft.put({ ...take, status: endedAs(task), failure });
  };
}

function takeOf(draft: Draft, kind: TakeKind, task: Task): Take | undefined {
  return kind === 'image' ? draft.get('image', task.subjectId) : draft.get('clip', task.subjectId);
}
