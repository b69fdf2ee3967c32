import { median } from '../stats.ts';
import type { Truth } from './truth.ts';

/** What a tracker says about a song. */
export interface Heard {
  readonly bpm: number | null;
  /** Seconds. */
  readonly beats: readonly number[];
  /** Null where the tracker knows nothing of bars. */
  readonly downbeats: readonly number[] | null;
}

/** How that compares with the truth; null where the song gives nothing to compare. */
export interface Score {
  /** The tempo is within 4 %; or it is within 4 % of half, twice, a third or three times the tempo. */
  readonly accuracy1: boolean | null;
  readonly accuracy2: boolean | null;
  readonly beats: number | null;
  readonly downbeats: number | null;
  /** A song without a beat was called so. */
  readonly calledBeatless: boolean | null;
  /** Median distance of the beats that were found from the true ones, in seconds. */
  readonly error: number | null;
}

const TEMPO_TOLERANCE = 0.04;
const BEAT_TOLERANCE_SECONDS = 0.07;
const OCTAVES = [1, 1 / 2, 2, 1 / 3, 3];

export function scoreOf({ bpm, changing, beats, downbeats }: Truth, heard: Heard): Score {
  if (bpm === null) {
    const nothing = { accuracy1: null, accuracy2: null, beats: null, downbeats: null, error: null };
    return { ...nothing, calledBeatless: heard.bpm === null };
  }
  const isAt = (octave: number) =>
    heard.bpm !== null && Math.abs(heard.bpm / (bpm * octave) - 1) <= TEMPO_TOLERANCE;
  const found = matchBeats(beats, heard.beats);
  return {
    accuracy1: changing ? null : isAt(1),
    accuracy2: changing ? null : OCTAVES.some(isAt),
    beats: found.measure,
    downbeats: heard.downbeats === null ? null : matchBeats(downbeats, heard.downbeats).measure,
    calledBeatless: null,
    error: found.errors.length > 0 ? median(found.errors) : null,
  };
}

/**
 * The F-measure of beats (harmonic mean of how many of those found are true, and how many true ones were found): each
 * true beat takes the nearest one found within 70 ms, and each one found counts once. No part of the song is left out.
 */
export function matchBeats(
  truth: readonly number[],
  found: readonly number[],
): { measure: number; errors: number[] } {
  const errors: number[] = [];
  let next = 0;
  for (const beat of truth) {
    while (next < found.length && (found[next] ?? 0) < beat - BEAT_TOLERANCE_SECONDS) next += 1;
    let best = -1;
    for (let i = next; i < found.length && (found[i] ?? 0) <= beat + BEAT_TOLERANCE_SECONDS; i += 1) {
      if (best < 0 || Math.abs((found[i] ?? 0) - beat) < Math.abs((found[best] ?? 0) - beat)) best = i;
    }
    if (best < 0) continue;
    errors.push(Math.abs((found[best] ?? 0) - beat));
    next = best + 1;
  }
  const all = truth.length + found.length;
  return { measure: all === 0 ? 1 : (2 * errors.length) / all, errors };
}
