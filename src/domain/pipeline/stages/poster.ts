/** The picture that stands for a film: of the scene that somebody chose, else the brightest of its scenes. */
import type { Film, FilmSegment } from '#contracts/entities/index.ts';
import { posterKey } from '#domain/files/object-keys.ts';
import { scenesInChorus } from '#domain/film/chorus.ts';
import { frameRateOf } from '#domain/film/frame-budget.ts';
import type { Draft } from '../draft.ts';
import { openTask } from '../tasks/open-task.ts';
import { problem, type Work } from '../work.ts';
import { posterFrame } from './poster-frame.ts';
import { songAnalysis } from './song-analysis.ts';

/** Longest side of the poster in pixels. */
const POSTER_WIDTH = 1280;
/** As many frames as the media service compares. */
const MOST_CANDIDATES = 200;

/** Has the film's poster made; which scenes come into question is settled here, and which it is by their pictures. */
export function openPoster(draft: Draft, film: Film, jobId: string): void {
  const sceneIds = posterScenes(draft, film).map(({ sceneId }) => sceneId);
  openTask(draft, { work: 'make-poster', subjectId: film.id, jobId, sceneIds });
}

/** The chosen scene, else those of the song's choruses, else all; where they are too many, some from all over it. */
function posterScenes(draft: Draft, film: Film): readonly FilmSegment[] {
  const all = bodies(film);
  const chosen = all.filter(({ sceneId }) => sceneId === film.posterWish);
  if (chosen.length > 0) return chosen;
  const rate = frameRateOf(draft.project().settings.fps);
  const sung = scenesInChorus(film, songAnalysis(draft)?.sections ?? [], rate);
  const fitting = sung.length > 0 ? sung : all;
  const step = Math.max(1, fitting.length / MOST_CANDIDATES);
  const count = Math.min(fitting.length, MOST_CANDIDATES);
  return Array.from({ length: count }, (_, index) => fitting[Math.floor(index * step)] ?? []).flat();
}

/** What the film shows of each scene alone, its seams left out. */
export function bodies(film: Film): FilmSegment[] {
  return film.segments.filter(({ seam }) => seam === null);
}

export const makePoster: Work = {
  prepare(draft, task) {
    const film = draft.get('film', task.subjectId);
    const candidates = film
      ? bodies(film).filter(({ sceneId }) => task.sceneIds.length === 0 || task.sceneIds.includes(sceneId))
      : [];
    if (!film || candidates.length === 0) return { failure: problem('film-gone', 'The film is gone.') };
    return {
      input: {
        work: 'make-poster',
        candidates: candidates.map((body) => posterFrame(draft, body)),
        frameRate: frameRateOf(draft.project().settings.fps),
        outputKey: posterKey(film.projectId, film.id, task.id),
        maxWidth: POSTER_WIDTH,
      },
      price: null,
    };
  },

  done(draft, task, result) {
    const film = draft.get('film', task.subjectId);
    if (!film || result.work !== 'make-poster') return;
    const posterSceneId = bodies(film).filter(({ sceneId }) => task.sceneIds.includes(sceneId))[
      result.chosen
    ];
    draft.put<Film>({
      ...film,
      posterKey: posterKey(film.projectId, film.id, task.id),
      posterSceneId: posterSceneId?.sceneId ?? null,
    });
  },

  /** A film without a poster is still the film; the job's tasks say what went wrong. */
  failed() {},
};
