import { z } from 'zod';
import { AnalysisStatus, ProblemDetail } from '../entities/index.ts';
import { ANALYSIS, SONG_DETAIL } from '../examples/analysis.ts';
import { SONG } from '../examples/song.ts';
import { Id } from '../ids.ts';
import { SongAnalysis, Tempo } from '../media-jobs/analyze-song.ts';
import { born } from './time.ts';

export const SongView = z
  .object({
    id: Id,
    fileName: z.string(),
    durationSeconds: z.number(),
    sizeBytes: z.int(),
    format: z.string(),
    codec: z.string(),
    sampleRate: z.int(),
    channels: z.int(),
    ...born,
  })
  .meta({ id: 'Song', example: SONG });
export type SongView = z.infer<typeof SongView>;

/** The tempo that counts: as it was set by hand, else as it was measured. */
const TempoInForce = Tempo.extend({ origin: z.enum(['measured', 'set']) });

/** How the analysis of a song stands; what was heard is read with the song, because it is long. */
export const AnalysisView = z
  .object({
    id: Id,
    songId: Id,
    status: AnalysisStatus,
    /** Null where there is no steady beat, or nothing is known of it yet. */
    tempo: TempoInForce.nullable(),
    beatCount: z.int(),
    sectionCount: z.int(),
    failure: ProblemDetail.nullable(),
    ...born,
  })
  .meta({ id: 'Analysis', example: ANALYSIS });
export type AnalysisView = z.infer<typeof AnalysisView>;

const Span = z.object({ startSeconds: z.number(), endSeconds: z.number() });
const heard = SongAnalysis.shape;

/** The song with all that was heard in it. Times in seconds from its start. Lists are empty until it was heard. */
export const SongDetail = SongView.extend({
  analysis: z.object({
    /** `none` for a song that nobody listened to: it was uploaded before songs were analysed. */
    status: z.enum(['none', ...AnalysisStatus.options]),
    failure: ProblemDetail.nullable(),
  }),
  tempo: TempoInForce.nullable(),
  /** What was measured, also where another tempo was set by hand. */
  measuredTempo: Tempo.nullable(),
  /** Beats of the tempo in force; every one, also where it drifts. */
  beats: z.array(z.number()),
  /** Those of them that begin a bar. */
  downbeats: z.array(z.number()),
  /** Begin with bars of a tempo that was set by hand. */
  sections: heard.sections,
  vocals: z.array(Span),
  instrumentals: z.array(Span),
  loudness: heard.loudness,
  moments: heard.moments,
  phrases: heard.phrases,
  energy: heard.energy.nullable(),
  /** Where the peaks of its wave are; null until they were drawn. */
  waveformUrl: z.string().nullable(),
}).meta({ id: 'SongDetail', example: SONG_DETAIL });
export type SongDetail = z.infer<typeof SongDetail>;
