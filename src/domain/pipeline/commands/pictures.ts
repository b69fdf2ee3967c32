/** Pictures of a project that are made when somebody asks for them: posters, storyboard sheets, thumbnails. */
import type { Film, Job, Sheet } from '#contracts/entities/index.ts';
import type { Draft } from '../draft.ts';
import { isActive, openJob } from '../jobs.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { sceneNames } from '../scenes.ts';
import { bodies, openPoster } from '../stages/poster.ts';
import { sheetCells, sheetFingerprint } from '../stages/sheet.ts';
import { openThumbnails } from '../stages/thumbnails.ts';
import { openTask } from '../tasks/open-task.ts';
import { cancelTask } from '../tasks/settle.ts';
import { isEnded } from '../work.ts';
import { pausedRefusal } from './busy.ts';

/** Sheets that are remembered, so that what is undone is not drawn again. */
const REMEMBERED = 12;

function picturesJob(draft: Draft): Job {
  return openJob(draft, { stage: 'make_pictures', sceneIds: null, runId: null });
}

/** The job that has the work in hand; one without tasks, which ends at once, where that is no longer active. */
function jobInHand(draft: Draft, jobId: string | null): Job {
  const job = draft.get('job', jobId);
  return job && isActive(job) ? job : picturesJob(draft);
}

/** Changes the poster of a film, without joining it again; null leaves the choice to the pictures. */
export function setPoster(
  draft: Draft,
  { videoId, sceneId }: { videoId: string; sceneId: string | null },
): Job | Refusal {
  const film = draft.get('film', videoId);
  if (!film) return refuse('take-not-found', 'This project has no such video.');
  const paused = pausedRefusal(draft);
  if (paused) return paused;
  if (bodies(film).length === 0)
    return refuse(
      'take-not-finished',
      'This video is too old: nothing is known of its scenes. Assemble it again.',
    );
  if (sceneId !== null && !bodies(film).some((body) => body.sceneId === sceneId))
    return refuse('scene-not-found', 'This video shows no such scene.', [sceneId]);
  const open = draft
    .all('task')
    .filter((task) => task.work === 'make-poster' && task.subjectId === videoId && !isEnded(task));
  const isSame = film.posterWish === sceneId;
  const [coming] = open;
  if (isSame && coming) return jobInHand(draft, coming.jobId);
  if (isSame && film.posterKey !== null && film.posterSceneId !== null) return picturesJob(draft);
  for (const task of open) cancelTask(draft, task);
  const job = picturesJob(draft);
  openPoster(draft, draft.put<Film>({ ...film, posterWish: sceneId }), job.id);
  return job;
}

/** Has the storyboard drawn as one picture, unless exactly that one is there or on its way. */
export function makeSheet(draft: Draft): Job | Refusal {
  const paused = pausedRefusal(draft);
  if (paused) return paused;
  const { cells, lacking } = sheetCells(draft);
  const ids = lacking.map(({ id }) => id);
  if (cells.length + lacking.length === 0)
    return refuse('scenes-missing', 'There are no scenes yet: analyze the song first.');
  if (lacking.length > 0)
    return refuse('images-missing', `There is no picture yet of ${sceneNames(lacking)}.`, ids);
  const fingerprint = sheetFingerprint(draft, cells);
  const known = draft.all('sheet').findLast((sheet) => sheet.fingerprint === fingerprint);
  if (known && known.status !== 'failed' && known.status !== 'canceled') {
    if (known.status !== 'succeeded') return jobInHand(draft, known.jobId);
    const job = picturesJob(draft);
    // What is shown again counts as the newest.
    if (known !== draft.all('sheet').at(-1)) {
      draft.remove(known);
      draft.put<Sheet>({ ...known, id: draft.context.newId(), jobId: job.id, createdAt: draft.context.now });
    }
    return job;
  }
  const job = picturesJob(draft);
  const { now, newId } = draft.context;
  const ended = draft.all('sheet').filter(({ status }) => status !== 'queued' && status !== 'running');
  for (const old of ended.slice(0, Math.max(0, ended.length - REMEMBERED + 1))) draft.remove(old);
  const sheet = draft.put<Sheet>({
    kind: 'sheet',
    id: newId(),
    projectId: draft.project().id,
    jobId: job.id,
    status: 'queued',
    fingerprint,
    key: null,
    cells,
    columns: null,
    rows: null,
    width: null,
    height: null,
    sizeBytes: null,
    failure: null,
    createdAt: now,
    updatedAt: now,
  });
  openTask(draft, { work: 'make-sheet', subjectId: sheet.id, jobId: job.id });
  return job;
}

/** Has a small picture made of every finished take that lacks one. */
export function makeThumbnails(draft: Draft): Job | Refusal {
  const paused = pausedRefusal(draft);
  if (paused) return paused;
  let job: Job | undefined;
  const [coming] = openThumbnails(draft, () => {
    job = picturesJob(draft);
    return job;
  });
  return job ?? jobInHand(draft, coming ?? null);
}
