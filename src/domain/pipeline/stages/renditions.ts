/** A finished film in other forms. Each is a row of its own, so that two who ask for the same get one. */
import type {
  Film,
  ItemFailure,
  Job,
  ProblemDetail,
  Rendition,
  RenditionFormat,
  Task,
} from '#contracts/entities/index.ts';
import { HLS_MASTER, hlsFiles } from '#contracts/media-jobs/hls.ts';
import { type Quality, qualitiesOf } from '#contracts/media-jobs/rendition.ts';
import { renditionKey, streamKey } from '#domain/files/object-keys.ts';
import { frameRateOf, frameSize } from '#domain/film/frame-budget.ts';
import type { Draft } from '../draft.ts';
import { tallyJob } from '../jobs.ts';
import { endedAs, type Preparation, problem, type Work } from '../work.ts';

const GONE = { failure: problem('film-gone', 'The film is gone.') };

/** The film's size in pixels, as it was measured. */
export function filmSize(draft: Draft, film: Film): { width: number; height: number } {
  const { aspectRatio, resolution } = draft.project().settings;
  return film.qc ?? frameSize(aspectRatio, resolution);
}

/** The forms that a film can be had in, best first. */
export function formatsOf(draft: Draft, film: Film): RenditionFormat[] {
  return [...qualitiesOf(filmSize(draft, film)), 'hls'];
}

/** Tallies a job by the renditions that it is about, whichever job makes them. */
export function advanceRenditions(draft: Draft, job: Job): void {
  const rows = job.order.renditionIds.flatMap((id) => draft.get('rendition', id) ?? []);
  const tasks = draft.all('task').filter(isRenditionTask);
  const taskOf = (row: Rendition) => tasks.find(({ subjectId }) => subjectId === row.id);
  const open = rows.filter(({ status }) => status === 'queued' || status === 'running');
  const failures = rows.flatMap((row): ItemFailure[] =>
    row.status === 'failed' && row.failure
      ? [{ ...row.failure, sceneId: null, taskId: taskOf(row)?.id ?? null }]
      : [],
  );
  const working = open.reduce((sum, row) => sum + (taskOf(row)?.progress ?? 0), 0);
  tallyJob(draft, job, {
    total: rows.length,
    open: open.length,
    succeeded: rows.filter(({ status }) => status === 'succeeded').length,
    canceled: rows.filter(({ status }) => status === 'canceled').length,
    failures,
    progress: rows.length - open.length + working,
  });
}

function isRenditionTask({ work }: Task): boolean {
  return work === 'make-rendition' || work === 'make-hls';
}

function started(draft: Draft, task: Task): void {
  const row = draft.get('rendition', task.subjectId);
  if (row) draft.put<Rendition>({ ...row, status: 'running' });
}

function failed(draft: Draft, task: Task, failure: ProblemDetail): void {
  const row = draft.get('rendition', task.subjectId);
  if (row) draft.put<Rendition>({ ...row, status: endedAs(task), failure });
}

/** The row, its film and what both kinds of work are told of it. */
function sourceOf(draft: Draft, task: Task) {
  const row = draft.get('rendition', task.subjectId);
  const film = draft.get('film', row?.filmId ?? null);
  if (!row || !film || film.key === null) return null;
  const frameRate = film.qc?.frameRate ?? frameRateOf(draft.project().settings.fps);
  return { row, film, source: { key: film.key, frames: film.frames, frameRate } };
}

export const makeRendition: Work = {
  prepare(draft, task): Preparation {
    const found = sourceOf(draft, task);
    const quality = found?.row.format;
    if (!found || quality === undefined || quality === 'hls') return GONE;
    const { row, source } = found;
    const outputKey = renditionKey(row.projectId, row.filmId, row.id);
    const input = { work: 'make-rendition' as const, ...source, quality, outputKey };
    return { input, price: null };
  },

  started,

  done(draft, task, result) {
    const row = draft.get('rendition', task.subjectId);
    if (!row || result.work !== 'make-rendition') return;
    const { width, height, sizeBytes } = result;
    const key = renditionKey(row.projectId, row.filmId, row.id);
    draft.put<Rendition>({ ...row, status: 'succeeded', key, width, height, sizeBytes, failure: null });
  },

  failed,
};

export const makeHls: Work = {
  prepare(draft, task): Preparation {
    const found = sourceOf(draft, task);
    if (!found) return GONE;
    const { row, film, source } = found;
    const qualities: Quality[] = qualitiesOf(filmSize(draft, film));
    const outputKeys = Object.fromEntries(
      hlsFiles(qualities).map(({ name }) => [name, streamKey(row.projectId, row.filmId, row.id, name)]),
    );
    return { input: { work: 'make-hls', ...source, qualities, outputKeys }, price: null };
  },

  started,

  done(draft, task, result) {
    const row = draft.get('rendition', task.subjectId);
    if (!row || result.work !== 'make-hls') return;
    const [best] = result.variants;
    draft.put<Rendition>({
      ...row,
      status: 'succeeded',
      key: streamKey(row.projectId, row.filmId, row.id, HLS_MASTER),
      width: best?.width ?? null,
      height: best?.height ?? null,
      sizeBytes: result.sizeBytes,
      variants: [...result.variants],
      failure: null,
    });
  },

  failed,
};
