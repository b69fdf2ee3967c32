/**
 * The sound of a film. A song that films copy was heard by its analysis, which knows how loud it is; one that MP4 cannot
 * carry as it is is heard once more, and encoded then.
 */
import type { Job, ProblemDetail, Song, Task } from '#contracts/entities/index.ts';
import { isCopiedIntoMp4 } from '#contracts/media-jobs/mp4-sound.ts';
import { filmSoundKey } from '#domain/files/object-keys.ts';
import type { Draft } from '../draft.ts';
import { openTask } from '../tasks/open-task.ts';
import { isEnded, problem, type Work } from '../work.ts';
import { analysisOf } from './song-analysis.ts';

/** Has a new song encoded long before there is a film to wait for it, where that is needed. */
export function prepareSound(draft: Draft, song: Song): void {
  if (!isCopiedIntoMp4(song)) hearForFilm(draft, song);
}

function hearForFilm(draft: Draft, song: Song): void {
  openTask(draft, { work: 'film-audio', subjectId: song.id, jobId: null });
}

/** What a film of the song can play now. */
export type SongSound =
  | { readonly state: 'ready' | 'coming' }
  /** The join has to encode it. */
  | { readonly state: 'failed'; readonly failure: ProblemDetail | null };

/**
 * How the song's sound stands, for a film that a job is to make. A song that nobody has heard so far, because its
 * analysis failed or it came before this was done early, is heard now; what failed for a reason that may have passed is
 * tried once more by each film.
 */
export function songSound(draft: Draft, song: Song, job: Job): SongSound {
  if (song.filmSound !== null) return { state: 'ready' };
  const analysis = isCopiedIntoMp4(song) ? analysisOf(draft, song.id) : undefined;
  if (analysis?.measured) {
    draft.put<Song>({ ...song, filmSound: { key: null, loudness: analysis.measured.loudness } });
    return { state: 'ready' };
  }
  if (analysis && analysis.status !== 'failed') return { state: 'coming' };
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
