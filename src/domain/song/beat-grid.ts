/**
 * The beat grid of a song, heard or set by hand, and its frames in a film. A grid is never invented (P9): without a
 * tempo there is none.
 */
import type { FrameRate } from '#contracts/media.ts';
import type { SongAnalysis, Tempo } from '#contracts/media-jobs/analyze-song.ts';
import { frameAt } from '../film/frame-budget.ts';

/** Beats in seconds from the song's start; `downbeats` are indexes of those that begin a bar. */
export type BeatGrid = Pick<SongAnalysis, 'beats' | 'downbeats'>;

/** Beats as frames of a film, ascending, none twice. */
export interface GridFrames {
  readonly beats: readonly number[];
  /** The beats that begin a bar; bars count from 1. */
  readonly downbeats: readonly { readonly frame: number; readonly bar: number }[];
}

// 10.000000001 s is not behind a song of 10 s.
const ROUNDING = 1e-6;

/**
 * The grid of a steady tempo, from its first beat to the end of the song. The first beat begins a bar; without
 * `beatsPerBar` no beat does.
 */
export function gridOfTempo(
  tempo: Pick<Tempo, 'bpm' | 'beatsPerBar' | 'offsetSeconds'>,
  durationSeconds: number,
): BeatGrid {
  const period = 60 / tempo.bpm;
  const count = Math.max(0, Math.floor((durationSeconds - tempo.offsetSeconds) / period + ROUNDING) + 1);
  // Each from the start: adding up periods drifts.
  const beats = Array.from({ length: count }, (_, index) => tempo.offsetSeconds + index * period);
  const bar = tempo.beatsPerBar;
  return {
    beats,
    downbeats: bar === null ? [] : beats.flatMap((_, index) => (index % bar === 0 ? [index] : [])),
  };
}

/** The analysis with a tempo that a person set, and the grid that follows from it. */
export function withTempo(analysis: SongAnalysis, tempo: Omit<Tempo, 'confidence'>): SongAnalysis {
  return { ...analysis, tempo: { ...tempo, confidence: 1 }, ...gridOfTempo(tempo, analysis.durationSeconds) };
}

/** Where the beats fall in a film of that rate, each from its absolute time (P7). */
export function gridFrames(grid: BeatGrid, rate: FrameRate): GridFrames {
  const beats = new Set<number>();
  for (const seconds of grid.beats) beats.add(frameAt(seconds, rate));
  const downbeats = new Map<number, number>();
  grid.downbeats.forEach((beat, index) => {
    const seconds = grid.beats[beat];
    if (seconds !== undefined && !downbeats.has(frameAt(seconds, rate)))
      downbeats.set(frameAt(seconds, rate), index + 1);
  });
  return {
    beats: [...beats].sort((a, b) => a - b),
    downbeats: [...downbeats].map(([frame, bar]) => ({ frame, bar })).sort((a, b) => a.frame - b.frame),
  };
}
