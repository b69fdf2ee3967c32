import type { Analysis } from '#contracts/entities/index.ts';
import type { SongAnalysis } from '#contracts/media-jobs/analyze-song.ts';
import { analysisInForce } from '#domain/song/fit-analysis.ts';
import type { Draft } from '../draft.ts';

/** What was heard in a song, or is about to be. */
export function analysisOf(draft: Draft, songId: string | null): Analysis | undefined {
  return draft.all('analysis').find((analysis) => analysis.songId === songId);
}

/**
 * What was heard in the project's song, with the tempo that a person set; plans are made without where it is null.
 */
export function songAnalysis(draft: Draft): SongAnalysis | null {
  const song = draft.get('song', draft.project().songId);
  const analysis = song && analysisOf(draft, song.id);
  return analysis ? analysisInForce(analysis, song.durationSeconds) : null;
}

/** True while the analysis of the project's song may still end well. */
export function isAnalysisComing(draft: Draft): boolean {
  const status = analysisOf(draft, draft.project().songId)?.status;
  return status === 'queued' || status === 'running';
}

/** Tells people that scenes are planned without the analysis; null where it is there. */
export function analysisNote(draft: Draft): string | null {
  const analysis = analysisOf(draft, draft.project().songId);
  if (analysis?.status !== 'failed') return null;
  const known = analysis.setTempo === null ? '' : 'by the tempo that was set, ';
  const why = analysis.failure?.message ?? 'nothing more is known.';
  return `The song could not be analysed, so scenes were planned ${known}without what is heard in it: ${why}`;
}
