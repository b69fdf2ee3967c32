import type { Job } from '#contracts/entities/index.ts';
import type { Draft } from '../draft.ts';
import { tasksOf } from '../jobs.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { isEnded } from '../work.ts';
import { makeAnimatic } from './animatic.ts';
import { makeSheet, makeThumbnails, setPoster } from './pictures.ts';
import { makeRenditions } from './renditions.ts';

/** Asks again for what failed or was canceled in a job that is no stage. */
export function retryBeside(draft: Draft, job: Job): Job | Refusal {
  if (job.stage === 'make_animatic') return makeAnimatic(draft, { posterSceneId: job.order.posterSceneId });
  if (job.stage === 'make_renditions') return retryRenditions(draft, job);
  const failed = tasksOf(draft, job).find((task) => isEnded(task) && task.status !== 'succeeded');
  const film = draft.get('film', failed?.subjectId ?? null);
  if (failed?.work === 'make-poster' && film)
    return setPoster(draft, { videoId: film.id, sceneId: film.posterWish });
  return failed?.work === 'make-sheet' ? makeSheet(draft) : makeThumbnails(draft);
}

function retryRenditions(draft: Draft, job: Job): Job | Refusal {
  const rows = job.order.renditionIds.flatMap((id) => draft.get('rendition', id) ?? []);
  const [first] = rows;
  if (!first) return refuse('take-not-found', 'The renditions of this job are gone.');
  return makeRenditions(draft, { videoId: first.filmId, formats: rows.map(({ format }) => format) });
}
