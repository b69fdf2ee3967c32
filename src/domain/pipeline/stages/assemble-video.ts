import type { ClipTake, Film, Job, Scene } from '#contracts/entities/index.ts';
import { filmKey, posterKey } from '#domain/files/object-keys.ts';
import { filmFrames, frameRateOf, frameSize, secondsAt } from '#domain/film/frame-budget.ts';
import type { Draft } from '../draft.ts';
import { fingerprint } from '../fingerprint.ts';
import { failJob, singleTally, tallyJob, tasksOf, upstreamActive } from '../jobs.ts';
import { sceneNames, scenesInOrder } from '../scenes.ts';
import { openTask } from '../tasks/open-task.ts';
import { problem, type Work } from '../work.ts';
import { needsClip } from './generate-clips.ts';
import { ensureSegment, readySegment } from './segments.ts';

/** Longest side of the poster in pixels. */
const POSTER_WIDTH = 1280;

/** Joins the film as soon as the last segment is there. A hole is never called done (P11). */
export function advanceAssembleVideo(draft: Draft, job: Job): void {
  if (!tasksOf(draft, job).some((task) => task.work === 'assemble-film')) {
    const scenes = scenesInOrder(draft);
    const upstream = upstreamActive(draft, 'assemble_video');
    // What an earlier stage is about to replace is not joined: the film would be out of date before it is there.
    const missing = scenes.filter(
      (scene) => (upstream && needsClip(draft, scene)) || !isCovered(draft, scene, job),
    );
    if (missing.length > 0 || scenes.length === 0) {
      if (upstream || missing.some((scene) => isComing(draft, scene))) return;
      if (scenes.length === 0)
        return failJob(draft, job, problem('upstream-failed', 'There are no scenes to join.'));
      const message = `No film was made: ${sceneNames(missing)} of ${scenes.length} ${missing.length === 1 ? 'has' : 'have'} no usable clip. Make the missing clips and assemble again.`;
      return failJob(draft, job, problem('clips-missing', message, true));
    }
    openFilm(draft, job, scenes);
  }
  const tasks = tasksOf(draft, job);
  const posterOpen = tasks.some((task) => task.work === 'make-poster' && task.endedAt === null);
  const tally = singleTally(
    tasks.filter((task) => task.work === 'assemble-film'),
    'assemble-film',
  );
  tallyJob(draft, job, posterOpen && tally.open === 0 ? { ...tally, open: 1 } : tally);
}

/** True where the scene's selected clip has exactly the segment that the film needs; asks for it where not. */
function isCovered(draft: Draft, scene: Scene, job: Job): boolean {
  const clip = draft.get('clip', scene.clipId);
  if (clip?.status !== 'succeeded' || clip.approval !== 'approved') return false;
  if (readySegment(draft, scene)) return true;
  // What failed for an earlier job is tried again, once, by this one: the clip itself is good and was paid for.
  const tried = tasksOf(draft, job).some((task) => task.subjectId === clip.id);
  if (clip.segment?.status !== 'failed' || !tried) ensureSegment(draft, scene, clip, job.id);
  return false;
}

/** True while a segment is being made, or a person has still to decide. */
function isComing(draft: Draft, scene: Scene): boolean {
  const clip = draft.get('clip', scene.clipId);
  if (clip?.status !== 'succeeded') return false;
  return clip.approval === 'pending' || (clip.approval === 'approved' && clip.segment?.status === 'queued');
}

function openFilm(draft: Draft, job: Job, scenes: readonly Scene[]): void {
  const project = draft.project();
  const song = draft.get('song', project.songId);
  if (!song) return failJob(draft, job, problem('song-missing', 'The song is gone.'));
  const { now, newId } = draft.context;
  const rate = frameRateOf(project.settings.fps);
  const frames = filmFrames(song.durationSeconds, rate);
  const prints = scenes.map((scene) => draft.get('clip', scene.clipId)?.segment?.fingerprint ?? null);
  const film = draft.put<Film>({
    kind: 'film',
    id: newId(),
    projectId: project.id,
    jobId: job.id,
    status: 'queued',
    fingerprint: fingerprint('film', song.id, frames, ...prints),
    key: null,
    posterKey: null,
    sizeBytes: null,
    frames,
    durationSeconds: secondsAt(frames, rate),
    qc: null,
    degraded: [],
    failure: null,
    createdAt: now,
    updatedAt: now,
  });
  openTask(draft, { work: 'assemble-film', subjectId: film.id, jobId: job.id });
  openTask(draft, { work: 'make-poster', subjectId: film.id, jobId: job.id });
}

function segmentsInOrder(draft: Draft): ClipTake[] {
  return scenesInOrder(draft).flatMap((scene) => readySegment(draft, scene) ?? []);
}

export const assembleFilm: Work = {
  prepare(draft, task) {
    const project = draft.project();
    const song = draft.get('song', project.songId);
    const film = draft.get('film', task.subjectId);
    if (!song || !film) return { failure: problem('film-gone', 'The film or its song is gone.') };
    const segments = segmentsInOrder(draft).flatMap(({ segment }) =>
      segment ? [{ key: segment.key, frames: segment.frames }] : [],
    );
    const frames = segments.reduce((sum, segment) => sum + segment.frames, 0);
    if (frames !== film.frames) {
      return {
        failure: problem(
          'scenes-changed',
          'The scenes changed while the film was made. Assemble again.',
          true,
        ),
      };
    }
    return {
      input: {
        work: 'assemble-film',
        segments,
        songKey: song.key,
        songDurationSeconds: song.durationSeconds,
        outputKey: filmKey(film.projectId, film.id),
        frameRate: frameRateOf(project.settings.fps),
        ...frameSize(project.settings.aspectRatio, project.settings.resolution),
        title: project.title,
      },
      price: null,
    };
  },

  started(draft, task) {
    const film = draft.get('film', task.subjectId);
    if (film) draft.put<Film>({ ...film, status: 'running' });
  },

  done(draft, task, result) {
    const film = draft.get('film', task.subjectId);
    if (!film || result.work !== 'assemble-film') return;
    const { sizeBytes, qc } = result;
    draft.put<Film>({
      ...film,
      status: 'succeeded',
      key: filmKey(film.projectId, film.id),
      sizeBytes,
      qc,
      failure: null,
    });
    draft.put({ ...draft.project(), filmId: film.id });
  },

  failed(draft, task, failure) {
    const film = draft.get('film', task.subjectId);
    if (film)
      draft.put<Film>({ ...film, status: task.status === 'canceled' ? 'canceled' : 'failed', failure });
  },
};

/** The poster is taken from the middle scene, beside the film and not after it. */
export const makePoster: Work = {
  prepare(draft, task) {
    const film = draft.get('film', task.subjectId);
    const segments = segmentsInOrder(draft);
    const middle = segments[Math.floor(segments.length / 2)]?.segment;
    if (!film || !middle) return { failure: problem('film-gone', 'The film is gone.') };
    const rate = frameRateOf(draft.project().settings.fps);
    return {
      input: {
        work: 'make-poster',
        key: middle.key,
        outputKey: posterKey(film.projectId, film.id),
        atSeconds: secondsAt(Math.floor(middle.frames / 2), rate),
        maxWidth: POSTER_WIDTH,
      },
      price: null,
    };
  },

  done(draft, task) {
    const film = draft.get('film', task.subjectId);
    if (film) draft.put<Film>({ ...film, posterKey: posterKey(film.projectId, film.id) });
  },

  /** A film without a poster is still the film; the job's tasks say what went wrong. */
  failed() {},
};
