import type { Analysis, Project, SetTempo, Song } from '#contracts/entities/index.ts';
import { waveformKey } from '#domain/files/object-keys.ts';
import { fitAnalysis } from '#domain/song/fit-analysis.ts';
import type { Draft } from '../draft.ts';
import { openTask } from '../tasks/open-task.ts';
import { problem, type Work } from '../work.ts';
import { analysisOf } from './song-analysis.ts';
import { timeGivenLyrics } from './transcribe.ts';

/**
 * Has a song listened to: a new one, or one whose analysis failed. A tempo that was set by hand stays (P9); one that an
 * import brought becomes that of the first song.
 */
export function openAnalysis(draft: Draft, song: Song): Analysis {
  const { now, newId } = draft.context;
  const before = analysisOf(draft, song.id);
  openTask(draft, { work: 'analyze-song', subjectId: song.id, jobId: null });
  return draft.put<Analysis>({
    kind: 'analysis',
    id: before?.id ?? newId(),
    projectId: song.projectId,
    songId: song.id,
    status: 'queued',
    measured: null,
    setTempo: before ? before.setTempo : takeImportedTempo(draft, song),
    waveformKey: null,
    failure: null,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  });
}

/** The tempo that waited for a song, which it does no longer. A song that ends before the first beat is another one. */
function takeImportedTempo(draft: Draft, { durationSeconds }: Song): SetTempo | null {
  const project = draft.project();
  const { importedTempo } = project;
  if (importedTempo === null) return null;
  draft.put<Project>({ ...project, importedTempo: null });
  return importedTempo.offsetSeconds <= durationSeconds ? importedTempo : null;
}

/** Listens to a song. Nothing needs it: where it fails, scenes are planned without. */
export const analyzeSong: Work = {
  prepare(draft, task) {
    const song = draft.get('song', task.subjectId);
    if (!song) return { failure: problem('song-missing', 'The song is gone.') };
    const key = waveformKey(song.projectId, song.id);
    return { input: { work: 'analyze-song', songKey: song.key, waveformKey: key }, price: null };
  },

  started(draft, task) {
    const analysis = analysisOf(draft, task.subjectId);
    if (analysis) draft.put<Analysis>({ ...analysis, status: 'running' });
  },

  done(draft, task, result) {
    const song = draft.get('song', task.subjectId);
    const analysis = analysisOf(draft, task.subjectId);
    if (!song || !analysis || result.work !== 'analyze-song') return;
    draft.put<Analysis>({
      ...analysis,
      status: 'succeeded',
      measured: fitAnalysis(result.analysis, song.durationSeconds),
      waveformKey: waveformKey(song.projectId, song.id),
      failure: null,
    });
    // Words that were timed before anybody had listened are timed anew, now that it is known where somebody sings.
    if (draft.project().songId === song.id) timeGivenLyrics(draft);
  },

  failed(draft, task, failure) {
    const analysis = analysisOf(draft, task.subjectId);
    if (analysis) draft.put<Analysis>({ ...analysis, status: 'failed', failure });
  },
};
