import type { Job, Lyrics, Song } from '#contracts/entities/index.ts';
import { speechKey } from '#domain/files/object-keys.ts';
import { linesFromHeard } from '#domain/song/lines-from-heard.ts';
import { plainLine } from '#domain/song/lyrics-document.ts';
import { PREPARED_SPEECH_FILE, speechFile } from '#domain/song/speech-file.ts';
import { timeLyrics } from '#domain/song/time-lyrics.ts';
import type { Draft } from '../draft.ts';
import { activeJob, failJob, openJob, singleTally, tallyJob, tasksOf } from '../jobs.ts';
import { lyricsOf } from '../scenes.ts';
import { openTask } from '../tasks/open-task.ts';
import { problem, type Work } from '../work.ts';
import { songAnalysis } from './song-analysis.ts';
import { songUpload } from './uploads.ts';

/** Price of `whisper-1`, USD per minute of audio, verified 2026-09-24. */
const WHISPER_USD_PER_MINUTE = 0.006;

/** Speech to words with times. Waits for the song, has it made smaller where the service needs that. */
export function advanceTranscribe(draft: Draft, job: Job): void {
  const song = draft.get('song', draft.project().songId);
  if (!song) {
    const upload = songUpload(draft);
    if (upload?.status === 'checking') return;
    return failJob(draft, job, upload?.failure ?? problem('song-missing', 'No song was uploaded.'));
  }
  // What was asked about a song that another one took the place of is answered in vain.
  const tasks = () => tasksOf(draft, job).filter(({ subjectId }) => subjectId === song.id);
  if (tasks().length === 0) {
    const direct = speechFile(song) !== null || song.speechKey !== null;
    openTask(draft, { work: direct ? 'transcribe' : 'prepare-speech', subjectId: song.id, jobId: job.id });
  }
  tallyJob(draft, job, singleTally(tasks(), 'transcribe'));
}

export const prepareSpeech: Work = {
  prepare(draft, task) {
    const song = draft.get('song', task.subjectId);
    if (!song) return { failure: problem('song-missing', 'The song is gone.') };
    const outputKey = speechKey(song.projectId, song.id);
    return { input: { work: 'prepare-speech', songKey: song.key, outputKey }, price: null };
  },

  done(draft, task) {
    const song = draft.get('song', task.subjectId);
    if (!song) return;
    draft.put<Song>({ ...song, speechKey: speechKey(song.projectId, song.id) });
    openTask(draft, { work: 'transcribe', subjectId: song.id, jobId: task.jobId });
  },

  failed() {},
};

export const transcribe: Work = {
  prepare(draft, task) {
    const song = draft.get('song', task.subjectId);
    if (!song || song.id !== draft.project().songId)
      return { failure: problem('song-missing', 'The song is gone.') };
    const file = song.speechKey === null ? speechFile(song) : PREPARED_SPEECH_FILE;
    if (!file) return { failure: problem('song-format', `A song in ${song.format} must be prepared first.`) };
    const minutes = song.durationSeconds / 60;
    return {
      input: { work: 'transcribe', key: song.speechKey ?? song.key, sizeBytes: song.sizeBytes, ...file },
      price: {
        provider: 'openai',
        model: 'whisper-1',
        quantity: minutes,
        unit: 'minute',
        usd: minutes * WHISPER_USD_PER_MINUTE,
      },
    };
  },

  done(draft, task, result) {
    const song = draft.get('song', task.subjectId);
    if (!song || song.id !== draft.project().songId || result.work !== 'transcribe') return;
    const { now, newId } = draft.context;
    const before = lyricsOf(draft, 'heard');
    draft.put<Lyrics>({
      kind: 'lyrics',
      id: before?.id ?? newId(),
      projectId: song.projectId,
      origin: 'heard',
      format: 'speech',
      source: result.text,
      encoding: 'utf-8',
      lines: linesFromHeard({ words: result.words, segments: result.segments }).map(plainLine),
      words: [...result.words],
      language: result.language,
      provider: result.provider,
      model: result.model,
      createdAt: before?.createdAt ?? now,
      updatedAt: now,
    });
    timeGivenLyrics(draft);
  },

  failed() {},
};

/**
 * What was heard in another song is nothing that is sung in this one: it is transcribed anew, at once where a run counts
 * on it. Words of the user's, given or corrected, stay.
 */
export function forgetHeard(draft: Draft): void {
  const heard = lyricsOf(draft, 'heard');
  if (!heard) return;
  draft.remove(heard);
  timeGivenLyrics(draft);
  const run = draft.all('run').find(({ status }) => status === 'running');
  if (run && !activeJob(draft, 'transcribe'))
    openJob(draft, { stage: 'transcribe', sceneIds: null, runId: run.id });
}

/** Gives the user's lines the times of what was heard, or of its correction; their text stays as it is (P9). */
export function timeGivenLyrics(draft: Draft): void {
  const given = lyricsOf(draft, 'given');
  const corrected = lyricsOf(draft, 'corrected')?.words ?? [];
  const heard = corrected.length > 0 ? corrected : (lyricsOf(draft, 'heard')?.words ?? []);
  const song = draft.get('song', draft.project().songId);
  if (!given || !song) return;
  const lines = timeLyrics({
    lines: given.lines,
    heard,
    vocals: songAnalysis(draft)?.vocals ?? [],
    durationSeconds: song.durationSeconds,
  });
  draft.put<Lyrics>({ ...given, lines });
}
