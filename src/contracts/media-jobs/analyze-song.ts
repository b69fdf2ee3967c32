import { z } from 'zod';
import { InputUrl, OutputTarget } from './urls.ts';

const Seconds = z.number().nonnegative();

/**
 * A steady tempo, found or set by hand. `offsetSeconds` is the time of the first beat; `beatsPerBar` is null where no
 * bar could be made out, and then there are no downbeats.
 */
export const Tempo = z.object({
  bpm: z.number().min(20).max(400),
  /** 0 to 1; 1 where a person set it. */
  confidence: z.number().min(0).max(1),
  beatsPerBar: z.int().min(2).max(12).nullable(),
  offsetSeconds: Seconds,
});
export type Tempo = z.infer<typeof Tempo>;

export const SectionKind = z.enum([
  'intro',
  'verse',
  'chorus',
  'bridge',
  'drop',
  'break',
  'outro',
  'section',
]);
export type SectionKind = z.infer<typeof SectionKind>;

/** A part of the song; sections tile it. */
export const SongSection = z.object({
  kind: SectionKind,
  /** For people: `Chorus 2`, or `Section 3` where the signal does not tell what it is. */
  label: z.string(),
  startSeconds: Seconds,
  endSeconds: Seconds,
  /** Mean level against the rest of the song, 0 to 1. */
  energy: z.number().min(0).max(1),
});
export type SongSection = z.infer<typeof SongSection>;

/** Loudness after EBU R128; null where there is nothing to hear. */
export const Loudness = z.object({
  integratedLufs: z.number(),
  rangeLu: z.number().nonnegative(),
  truePeakDbtp: z.number().nullable(),
});
export type Loudness = z.infer<typeof Loudness>;

/** What was heard in a song by signal processing. All times in seconds from its start, ascending. */
export const SongAnalysis = z.object({
  durationSeconds: z.number().positive(),
  /** Null where there is no steady beat: a grid is never invented (P9). */
  tempo: Tempo.nullable(),
  /** Every beat, also where the tempo drifts; empty without a tempo. */
  beats: z.array(Seconds),
  /** Indexes into `beats` of those that begin a bar. */
  downbeats: z.array(z.int().nonnegative()),
  sections: z.array(SongSection),
  /** Where somebody sings or speaks, as far as the signal tells; the rest is instrumental. */
  vocals: z.array(z.object({ startSeconds: Seconds, endSeconds: Seconds })),
  /** Drops, breaks and other moments that a cut should not miss; `strength` is 0 to 1. */
  moments: z.array(
    z.object({
      kind: z.enum(['drop', 'break', 'build', 'accent']),
      seconds: Seconds,
      strength: z.number().min(0).max(1),
    }),
  ),
  /** Starts of phrases (after rests and at marked changes), for songs without a beat. */
  phrases: z.array(Seconds),
  /** Level over time, 0 to 1, one value every `stepSeconds`. */
  energy: z.object({ stepSeconds: z.number().positive(), values: z.array(z.number().min(0).max(1)) }),
  loudness: Loudness.nullable(),
});
export type SongAnalysis = z.infer<typeof SongAnalysis>;

/** Peaks of the wave for drawing it: the greatest absolute sample, 0 to 1, of every `stepSeconds`. */
export const Waveform = z.object({
  stepSeconds: z.number().positive(),
  peaks: z.array(z.number().min(0).max(1)),
});
export type Waveform = z.infer<typeof Waveform>;

/** Listens to a song. The {@link SongAnalysis} is the result, the {@link Waveform} is stored as JSON. */
export const AnalyzeSongSpec = z.object({
  kind: z.literal('analyze-song'),
  input: InputUrl,
  waveform: OutputTarget,
});
export type AnalyzeSongSpec = z.infer<typeof AnalyzeSongSpec>;

export const AnalyzeSongResult = z.object({
  kind: z.literal('analyze-song'),
  analysis: SongAnalysis,
});
export type AnalyzeSongResult = z.infer<typeof AnalyzeSongResult>;
