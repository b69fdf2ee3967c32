/** A small picture of every take, many by one job of FFmpeg, each made once: a take's file never changes. */
import type { ClipTake, ImageTake, Job, Task } from '#contracts/entities/index.ts';
import { thumbnailKey } from '#domain/files/object-keys.ts';
import { frameAt, frameRateOf } from '#domain/film/frame-budget.ts';
import type { Draft } from '../draft.ts';
import { openTask } from '../tasks/open-task.ts';
import { isEnded, problem, type Work } from '../work.ts';

type Take = ImageTake | ClipTake;

/** In pixels; enough for a grid of takes on a fine screen. */
const THUMBNAIL_WIDTH = 320;
/** Takes of one job: few enough that one bad file costs little. */
const BATCH = 100;

/** Asks for the thumbnails that lack and are not on their way. Answers the jobs that already make some. */
export function openThumbnails(draft: Draft, openJob: () => Job): string[] {
  const coming = draft.all('task').filter((task) => task.work === 'make-thumbnails' && !isEnded(task));
  const asked = new Set(coming.flatMap(({ takeIds }) => takeIds));
  const lacking = takes(draft).filter((take) => isFinished(take) && take.thumbnailKey === null);
  const due = lacking.filter(({ id }) => !asked.has(id)).map(({ id }) => id);
  if (due.length > 0 || coming.length === 0) openBatches(draft, due, openJob().id);
  return coming.flatMap(({ jobId }) => jobId ?? []);
}

function openBatches(draft: Draft, takeIds: readonly string[], jobId: string | null): void {
  const { id: subjectId } = draft.project();
  for (let from = 0; from < takeIds.length; from += BATCH)
    openTask(draft, {
      work: 'make-thumbnails',
      subjectId,
      jobId,
      takeIds: takeIds.slice(from, from + BATCH),
    });
}

function takes(draft: Draft): Take[] {
  return [...draft.all('image'), ...draft.all('clip')];
}

function isFinished(take: Take): boolean {
  return take.status === 'succeeded' && take.key !== null;
}

function takesOf(draft: Draft, task: Task): Take[] {
  return task.takeIds.flatMap((id) => draft.get('clip', id) ?? draft.get('image', id) ?? []);
}

export const makeThumbnails: Work = {
  prepare(draft, task) {
    const frameRate = frameRateOf(draft.project().settings.fps);
    const pictures = takesOf(draft, task).flatMap((take) => {
      if (take.key === null) return [];
      const frame = take.kind === 'clip' ? frameAt(take.requestedSeconds / 2, frameRate) : 0;
      return [{ key: take.key, frame, outputKey: thumbnailKey(take.projectId, take.id) }];
    });
    if (pictures.length === 0) return { failure: problem('take-not-found', 'The takes are gone.') };
    return {
      input: { work: 'make-thumbnails', pictures, frameRate, maxWidth: THUMBNAIL_WIDTH },
      price: null,
    };
  },

  done(draft, task) {
    for (const take of takesOf(draft, task))
      draft.put<Take>({ ...take, thumbnailKey: thumbnailKey(take.projectId, take.id) });
  },

  /** One bad file must not cost the others their thumbnails: each half is tried by itself. */
  failed(draft, task) {
    if (task.status !== 'failed' || task.takeIds.length < 2) return;
    const half = Math.ceil(task.takeIds.length / 2);
    for (const takeIds of [task.takeIds.slice(0, half), task.takeIds.slice(half)])
      openTask(draft, { work: 'make-thumbnails', subjectId: task.subjectId, jobId: task.jobId, takeIds });
  },
};

/** True for a batch whose halves were tried again. */
export function wasSplit(task: Task): boolean {
  return task.work === 'make-thumbnails' && task.status === 'failed' && task.takeIds.length > 1;
}
