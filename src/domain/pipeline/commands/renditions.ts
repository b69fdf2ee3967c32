import type { Job, Rendition, RenditionFormat } from '#contracts/entities/index.ts';
import type { Draft } from '../draft.ts';
import { openJob } from '../jobs.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { filmSize, formatsOf } from '../stages/renditions.ts';
import { openTask } from '../tasks/open-task.ts';
import { pausedRefusal } from './busy.ts';

/** A film in other forms; null is every form that it can be had in. */
export interface RenditionWish {
  readonly videoId: string;
  readonly formats: readonly RenditionFormat[] | null;
}

/** Has a finished film made in other forms. What is there or on its way is not made twice, and counts as the job's. */
export function makeRenditions(draft: Draft, wish: RenditionWish): Job | Refusal {
  const film = draft.get('film', wish.videoId);
  if (!film) return refuse('take-not-found', 'This project has no such video.');
  const paused = pausedRefusal(draft);
  if (paused) return paused;
  if (film.status !== 'succeeded' || film.key === null)
    return refuse(
      'take-not-finished',
      `This video is ${film.status}; renditions are made of a finished one.`,
    );
  const possible = formatsOf(draft, film);
  const wanted = [...new Set(wish.formats ?? possible)];
  const tooLarge = wanted.filter((format) => !possible.includes(format));
  if (tooLarge.length > 0) {
    const { width, height } = filmSize(draft, film);
    const message = `The film is ${width} × ${height} pixels, which is not enough for ${tooLarge.join(', ')}. There are: ${possible.join(', ')}.`;
    return refuse('quality-above-film', message);
  }
  const present = wanted.map((format) => ({ format, row: renditionOf(draft, film.id, format) }));
  const ids = present.map(({ row }) => row?.id ?? draft.context.newId());
  const order = { renditionIds: ids };
  const job = openJob(draft, { stage: 'make_renditions', sceneIds: null, runId: null, order });
  for (const [index, { format, row }] of present.entries()) {
    const id = ids[index];
    if (!row && id !== undefined) openRendition(draft, { id, filmId: film.id, jobId: job.id, format });
  }
  return job;
}

/** The rendition that is there or on its way. */
function renditionOf(draft: Draft, filmId: string, format: RenditionFormat): Rendition | undefined {
  return draft
    .all('rendition')
    .find(
      (row) =>
        row.filmId === filmId &&
        row.format === format &&
        row.status !== 'failed' &&
        row.status !== 'canceled',
    );
}

function openRendition(
  draft: Draft,
  { id, filmId, jobId, format }: Pick<Rendition, 'id' | 'filmId' | 'jobId' | 'format'>,
): void {
  const { now } = draft.context;
  draft.put<Rendition>({
    kind: 'rendition',
    id,
    projectId: draft.project().id,
    filmId,
    jobId,
    format,
    status: 'queued',
    key: null,
    width: null,
    height: null,
    sizeBytes: null,
    variants: [],
    failure: null,
    createdAt: now,
    updatedAt: now,
  });
  openTask(draft, { work: format === 'hls' ? 'make-hls' : 'make-rendition', subjectId: id, jobId });
}
