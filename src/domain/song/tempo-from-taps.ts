import type { Tempo } from '#contracts/media-jobs/analyze-song.ts';

export interface TappedTempo {
  /** Ready for {@link Tempo}; a person set it, so that its confidence is 1. */
  readonly tempo: Tempo;
  /** Indexes into the given taps of those that did not fit: doubled, early or late. */
  readonly rejected: readonly number[];
  /** How far the taps that count lie from their beats: root mean square, in seconds. */
  readonly deviationSeconds: number;
}

const FEWEST_TAPS = 4;
const SLOWEST_BPM = 20;
const FASTEST_BPM = 400;
/** A tap further off than this share of a beat was not meant for it. */
const FAR = 0.25;
/** Scatter, as a share of a beat, above which nothing steady was tapped. */
const UNSTEADY = 0.1;
/** Robust standard deviation from the median absolute deviation of a normal distribution. */
const MAD_TO_SIGMA = 1.4826;
const SIGMAS = 3;
/** Nobody taps more exactly than this; a deviation below it is never an outlier. In seconds. */
const EXACT_SECONDS = 0.05;
const MOST_ROUNDS = 8;
/** How far from the median interval the period is looked for, and how finely: share of a beat at the last tap. */
const GUESS_RANGE = 0.15;
const PHASE_STEP = 0.05;
/** Half a period fits whatever the whole one fits; it must fit better. */
const CLEARLY_BETTER = 1.1;
/** Share of the taps that must count: some tempo fits half of any taps. */
const ENOUGH = 0.7;
/** Share of neighbouring taps that must be one beat apart: a fast tempo fits whatever is tapped. */
const NEIGHBOURS = 1 / 3;
/** Most beats from tap to tap on average, for the same reason. */
const SPARSEST = 3;

interface Tap {
  readonly seconds: number;
  readonly index: number;
}
interface Line {
  readonly start: number;
  readonly period: number;
}

/**
 * The tempo that somebody tapped: the straight line through time over beat number with least squares, taps that fit
 * no beat or lie more than three robust deviations off left out. Beats that were not tapped may be missing. The
 * first tap that counts begins a bar; the offset is where the first whole bar starts. Seconds from the song’s
 * start, in any order. A problem in words where that is no steady tempo: none is invented (P9).
 */
export function tempoFromTaps(
  taps: readonly number[],
  beatsPerBar: number | null,
): TappedTempo | { readonly problem: string } {
  const sorted = taps.map((seconds, index) => ({ seconds, index })).sort((a, b) => a.seconds - b.seconds);
  if (sorted.length < FEWEST_TAPS) return { problem: `A tempo takes at least ${FEWEST_TAPS} taps.` };
  const guess = firstGuess(sorted);
  if (guess === null) return { problem: 'The taps are too close together to be beats.' };
  let kept: readonly Tap[] = sorted;
  let line = guess;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const fitting = fittingTaps(sorted, line);
    if (fitting.length < FEWEST_TAPS) break;
    line = leastSquares(fitting, line);
    const same = fitting.length === kept.length && fitting.every((tap, index) => tap === kept[index]);
    kept = fitting;
    if (same) break;
  }
  const deviationSeconds = Math.sqrt(
    kept.reduce((sum, tap) => sum + offBeat(tap, line) ** 2, 0) / Math.max(1, kept.length),
  );
  const together = kept.slice(1).filter((tap, index) => {
    const before = kept[index];
    return before && beatOf(tap, line) - beatOf(before, line) === 1;
  });
  const [first, last] = [kept[0], kept.at(-1)];
  const beats = first && last ? beatOf(last, line) - beatOf(first, line) : 0;
  const steady =
    beats <= SPARSEST * (kept.length - 1) &&
    together.length >= NEIGHBOURS * (kept.length - 1) &&
    kept.length >= FEWEST_TAPS &&
    kept.length >= ENOUGH * sorted.length &&
    deviationSeconds < UNSTEADY * line.period;
  if (!steady) return { problem: 'The taps are not steady enough to be a tempo.' };
  const bpm = 60 / line.period;
  if (bpm < SLOWEST_BPM || bpm > FASTEST_BPM) {
    return {
      problem: `${bpm.toFixed(1)} beats a minute are no tempo: ${SLOWEST_BPM} to ${FASTEST_BPM} are.`,
    };
  }
  const counted = new Set(kept);
  return {
    tempo: { bpm, confidence: 1, beatsPerBar, offsetSeconds: offsetOf(kept, line, beatsPerBar ?? 1) },
    rejected: sorted.flatMap((tap) => (counted.has(tap) ? [] : [tap.index])).sort((a, b) => a - b),
    deviationSeconds,
  };
}

/**
 * The period near the usual interval in which the taps agree most on where the beat is, by the length of the mean of
 * their phases. Unlike counting from tap to tap it is not put out by a tap between two beats. Where many beats were
 * not tapped, the shorter intervals are the usual ones.
 */
function firstGuess(taps: readonly Tap[]): Line | null {
  const intervals = taps
    .slice(1)
    .map((tap, index) => tap.seconds - (taps[index]?.seconds ?? 0))
    .filter((interval) => interval >= 30 / FASTEST_BPM)
    .sort((a, b) => a - b);
  const shorter = intervals[intervals.length >> 2];
  if (shorter === undefined) return null;
  const usual = agreement(taps, median(intervals));
  const fast = agreement(taps, shorter);
  return fast.length > usual.length * CLEARLY_BETTER ? fast.line : usual.line;
}

/** The best line with a period near the given one, and how far the taps agree on it: 0 to their number. */
function agreement(taps: readonly Tap[], near: number): { line: Line; length: number } {
  const origin = taps[0]?.seconds ?? 0;
  const beats = Math.max(1, ((taps.at(-1)?.seconds ?? 0) - origin) / near);
  let best = { line: { start: origin, period: near }, length: -1 };
  const step = (PHASE_STEP * near) / beats;
  for (let period = near * (1 - GUESS_RANGE); period <= near * (1 + GUESS_RANGE); period += step) {
    let x = 0;
    let y = 0;
    for (const { seconds } of taps) {
      const angle = (2 * Math.PI * (seconds - origin)) / period;
      x += Math.cos(angle);
      y += Math.sin(angle);
    }
    const length = Math.hypot(x, y);
    if (length <= best.length) continue;
    best = { line: { start: origin + (Math.atan2(y, x) / (2 * Math.PI)) * period, period }, length };
  }
  return best;
}

/** The taps that belong to a beat, the nearest one for each. */
function fittingTaps(taps: readonly Tap[], line: Line): Tap[] {
  const typical = median(taps.map((tap) => Math.abs(offBeat(tap, line))));
  const limit = Math.min(FAR * line.period, Math.max(EXACT_SECONDS, SIGMAS * MAD_TO_SIGMA * typical));
  const byBeat = new Map<number, Tap>();
  for (const tap of taps) {
    const other = byBeat.get(beatOf(tap, line));
    const off = Math.abs(offBeat(tap, line));
    if (off <= limit && (!other || off < Math.abs(offBeat(other, line)))) byBeat.set(beatOf(tap, line), tap);
  }
  return [...byBeat.values()];
}

function leastSquares(taps: readonly Tap[], line: Line): Line {
  const beats = taps.map((tap) => beatOf(tap, line));
  const meanBeat = mean(beats);
  const meanTime = mean(taps.map(({ seconds }) => seconds));
  let product = 0;
  let square = 0;
  taps.forEach((tap, index) => {
    const beat = (beats[index] ?? 0) - meanBeat;
    product += beat * (tap.seconds - meanTime);
    square += beat * beat;
  });
  if (square === 0) return line;
  const period = product / square;
  return period > 0 ? { period, start: meanTime - meanBeat * period } : line;
}

/** The start of the first whole bar in the song, where the first tap began a bar. */
function offsetOf(kept: readonly Tap[], line: Line, beatsPerBar: number): number {
  const [first] = kept;
  const bar = line.period * beatsPerBar;
  const start = first ? line.start + beatOf(first, line) * line.period : line.start;
  return start - Math.floor(start / bar) * bar;
}

function beatOf(tap: Tap, line: Line): number {
  return Math.round((tap.seconds - line.start) / line.period);
}

/** From the nearest beat to the tap, in seconds. */
function offBeat(tap: Tap, line: Line): number {
  return tap.seconds - (line.start + beatOf(tap, line) * line.period);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
