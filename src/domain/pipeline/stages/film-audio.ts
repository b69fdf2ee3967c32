/** The sound of a film: heard once per song, and encoded then where MP4 cannot carry it as it is. */
import type { Job, ProblemDetail, Song, Task } from '#contracts/entities/index.ts';
import { filmSoundKey } from '#domain/files/object-keys.ts';
import type { Draft } from '../draft.ts';
import { openTask } from '../tasks/open-task.ts';
import { isEnded, problem, type Work } from '../work.ts';

/** Starts it long before there is a film to wait for it. */
export function hearForFilm(draft: Draft, song: Song): void {
  openTask(draft, { work: 'film-audio', subjectId: song.id, jobId: null });
}

/** What a film of the song can play now. */
export type SongSound =
  | { readonly state: 'ready' | 'coming' }
  /** The join has to encode it. */
  | { readonly state: 'failed'; readonly failure: ProblemDetail | null };

/**
 * How the song's sound stands, for a film that a job is to make. Songs that came before this was done early are heard
 * now; what failed for a reason that may have passed is tried once more by each film.
 */
export function songSound(draft: Draft, song: Song, job: Job): SongSound {
  if (song.filmSound !== null) return { state: 'ready' };
  const last = hearings(draft, song).at(-1);
  if (last && !isEnded(last)) return { state: 'coming' };
  const failed = last?.status === 'failed' ? last : undefined;
  const isLasting = failed?.failure?.retryable === false || (failed?.endedAt ?? 0) >= job.createdAt;
  if (failed && isLasting) return { state: 'failed', failure: failed.failure };
  hearForFilm(draft, song);
  return { state: 'coming' };
}

function hearings(draft: Draft, song: Song): Task[] {
  return draft
    .all('task')
    .filter(({ work, subjectId }) => work === 'film-audio' && subjectId === song.id)
    .sort((a, b) => a.createdAt - b.createdAt);
}

export const filmAudio: Work = {
  prepare(draft, task) {
    const song = draft.get('song', task.subjectId);
    if (!song) return { failure: problem('song-missing', 'The song is gone.') };
    const outputKey = filmSoundKey(song.projectId, song.id);
    return { input: { work: 'film-audio', songKey: song.key, outputKey }, price: null };
  },

  done(draft, task, result) {
    const song = draft.get('song', task.subjectId);
    if (!song || result.work !== 'film-audio') return;
    const key = result.copied ? null : filmSoundKey(song.projectId, song.id);
    draft.put<Song>({ ...song, filmSound: { key, loudness: result.loudness } });
  },

  /** The join encodes the sound then, and its job says so. */
  failed() {},
};
