import { z } from 'zod';
import { Id, Timestamp } from '../ids.ts';
import { SongAnalysis, Tempo } from '../media-jobs/analyze-song.ts';
import { ProblemDetail } from './failure.ts';

/** A tempo set by hand; `offsetSeconds` is the time of its first beat, which begins a bar. */
export const SetTempo = Tempo.omit({ confidence: true });
export type SetTempo = z.infer<typeof SetTempo>;

export const AnalysisStatus = z.enum(['queued', 'running', 'succeeded', 'failed']);
export type AnalysisStatus = z.infer<typeof AnalysisStatus>;

/** What was heard in one song, and what a person knows better; a row of its own, because songs are read often. */
export const Analysis = z.object({
  kind: z.literal('analysis'),
  id: Id,
  projectId: Id,
  songId: Id,
  status: AnalysisStatus,
  /** Fitted to the song's length; null until it was heard. */
  measured: SongAnalysis.nullable(),
  /** No measuring changes it (P9); null where the measured tempo holds. */
  setTempo: SetTempo.nullable(),
  /** Key of the peaks of its wave; null until they were stored. */
  waveformKey: z.string().nullable(),
  failure: ProblemDetail.nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Analysis = z.infer<typeof Analysis>;
