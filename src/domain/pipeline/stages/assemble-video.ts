import type { Film, Job, ProblemDetail } from '#contracts/entities/index.ts';
import { filmKey } from '#domain/files/object-keys.ts';
import { filmFrames, frameRateOf, frameSize, secondsAt } from '#domain/film/frame-budget.ts';
import { unaskedSpans } from '#domain/film/unasked-spans.ts';
import type { Draft } from '../draft.ts';
import { failJob, noteJob, singleTally, tallyJob, tasksOf, upstreamActive } from '../jobs.ts';
import { type FilmPlan, filmCut } from '../pictures.ts';
import { sceneNames, scenesInOrder } from '../scenes.ts';
import { openTask } from '../tasks/open-task.ts';
import { endedAs, problem, type Work } from '../work.ts';
import { isAnimatic, jobPart } from './animatic.ts';
import { type SongSound, songSound } from './film-audio.ts';
import { filmFingerprint, filmLabels } from './film-labels.ts';
import { filmNotes, soundNote, unaskedNotes } from './film-notes.ts';
import type { Part, ReadyPart } from './film-parts.ts';
import { filmSeams, filmSegments, type SeamPart, whyNoSeams } from './film-seams.ts';
import { openPoster } from './poster.ts';

/** Joins the film as soon as the last segment and seam are there. A hole is never called done (P11). */
export function advanceAssembleVideo(draft: Draft, job: Job): void {
  if (!tasksOf(draft, job).some((task) => task.work === 'assemble-film')) {
    const plan = filmCut(draft);
    const sound = soundOf(draft, job);
    const upstream = !isAnimatic(job) && upstreamActive(draft, 'assemble_video');
    const parts = scenesInOrder(draft).map((scene) => jobPart(draft, scene, job, upstream, plan));
    const seams = filmSeams(draft, plan, parts, job);
    const ready = parts.flatMap((part) => (part.state === 'ready' ? [part] : []));
    const isComing = [...parts, ...seams, sound].some(({ state }) => state === 'coming');
    if (parts.length === 0 || ready.length < parts.length) {
      if (upstream || isComing) return;
      return failJob(draft, job, whyNoFilm(parts));
    }
    if (isComing) return;
    const broken = whyNoSeams(seams);
    if (broken) return failJob(draft, job, broken);
    openFilm(draft, job, { parts: ready, seams, plan });
    if (sound.state === 'failed') noteJob(draft, job.id, soundNote(sound.failure));
  }
  const tasks = tasksOf(draft, job);
  const posterOpen = tasks.some((task) => task.work === 'make-poster' && task.endedAt === null);
  const tally = singleTally(
    tasks.filter((task) => task.work === 'assemble-film'),
    'assemble-film',
  );
  const present = draft.get('job', job.id) ?? job;
  tallyJob(draft, present, posterOpen && tally.open === 0 ? { ...tally, open: 1 } : tally);
}

function soundOf(draft: Draft, job: Job): SongSound {
  const song = draft.get('song', draft.project().songId);
  return song ? songSound(draft, song, job) : { state: 'ready' };
}

function whyNoFilm(parts: readonly Part[]): ProblemDetail {
  if (parts.length === 0) return problem('upstream-failed', 'There are no scenes to join.');
  const missing = parts.filter(({ state }) => state === 'missing').map(({ scene }) => scene);
  const verb = missing.length === 1 ? 'has' : 'have';
  const message = `No film was made: ${sceneNames(missing)} of ${parts.length} ${verb} no usable clip. Make the missing clips and assemble again.`;
  return problem('clips-missing', message, true);
}

interface FilmParts {
  readonly parts: readonly ReadyPart[];
  readonly seams: readonly SeamPart[];
  readonly plan: FilmPlan;
}

function openFilm(draft: Draft, job: Job, made: FilmParts): void {
  const project = draft.project();
  const song = draft.get('song', project.songId);
  if (!song) return failJob(draft, job, problem('song-missing', 'The song is gone.'));
  const { now, newId } = draft.context;
  const rate = frameRateOf(project.settings.fps);
  const frames = filmFrames(song.durationSeconds, rate);
  const segments = filmSegments(made.parts, made.seams);
  const labels = filmLabels(draft);
  const film = draft.put<Film>({
    kind: 'film',
    id: newId(),
    projectId: project.id,
    jobId: job.id,
    purpose: isAnimatic(job) ? 'animatic' : 'film',
    status: 'queued',
    fingerprint: filmFingerprint({ song, frames, segments, labels }),
    key: null,
    posterKey: null,
    posterWish: job.order.posterSceneId,
    posterSceneId: null,
    sizeBytes: null,
    frames,
    durationSeconds: secondsAt(frames, rate),
    qc: null,
    degraded: made.parts.flatMap(({ scene, reason }) =>
      reason === null ? [] : [{ sceneId: scene.id, standIn: 'still-motion', reason }],
    ),
    segments,
    ...labels,
    failure: null,
    createdAt: now,
    updatedAt: now,
  });
  for (const note of filmNotes(draft, made.plan, made.parts)) noteJob(draft, job.id, note);
  openTask(draft, { work: 'assemble-film', subjectId: film.id, jobId: job.id });
  openPoster(draft, film, job.id);
}

export const assembleFilm: Work = {
  prepare(draft, task) {
    const project = draft.project();
    const song = draft.get('song', project.songId);
    const film = draft.get('film', task.subjectId);
    if (!song || !film) return { failure: problem('film-gone', 'The film or its song is gone.') };
    const segments = film.segments.map(({ key, frames, black, frozen }) => ({ key, frames, black, frozen }));
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
        songKey: song.filmSound?.key ?? song.key,
        songDurationSeconds: song.durationSeconds,
        outputKey: filmKey(film.projectId, film.id),
        frameRate: frameRateOf(project.settings.fps),
        ...frameSize(project.settings.aspectRatio, project.settings.resolution),
        title: film.title ?? project.title,
        artist: film.title === null ? project.artist : film.artist,
        chapters: film.chapters,
        captions: film.captions,
        loudness: song.filmSound?.loudness ?? null,
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
    const unasked = unaskedSpans(film.segments, qc.frameRate);
    for (const note of unaskedNotes(draft, unasked, qc.frameRate)) noteJob(draft, task.jobId, note);
    draft.put<Film>({
      ...film,
      status: 'succeeded',
      key: filmKey(film.projectId, film.id),
      sizeBytes,
      qc: { ...qc, unasked },
      failure: null,
    });
    if (film.purpose === 'film') draft.put({ ...draft.project(), filmId: film.id });
  },

  failed(draft, task, failure) {
    const film = draft.get('film', task.subjectId);
    if (film) draft.put<Film>({ ...film, status: endedAs(task), failure });
  },
};
