import { type LineTime, sumOf } from './line-time.ts';

export interface Span {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** Where lines without times of their own may be, and what bounds them. */
export interface Gap {
  readonly fromSeconds: number;
  readonly toSeconds: number;
  /** Whether a line with a time stands before, and behind. Singing then is expected next to it. */
  readonly after: boolean;
  readonly before: boolean;
  /** Where somebody sings something unknown within the gap, ascending and apart; empty where nothing tells. */
  readonly voices: readonly Span[];
}

/** Voices count where the lines would fit them at a pace of this share of the song's, at least. */
const LEAST_SHARE = 0.4;
/** A line begins with a phrase that begins this near. In seconds. */
const SNAP_SECONDS = 0.6;
/** Two phrases with less between them are one. In seconds. */
const JOIN_SECONDS = 0.6;

/**
 * Shares a gap among lines by their syllables: over the voices that were heard in it, if there are enough; else
 * filled between two known lines, or close to the one there is, since an intro or an outro is not sung.
 */
export function fillLines(weights: readonly number[], gap: Gap, secondsPerSyllable: number): LineTime[] {
  const total = sumOf(weights);
  const expected = total * secondsPerSyllable;
  const sung = sumOf(gap.voices.map(({ startSeconds, endSeconds }) => endSeconds - startSeconds));
  const sides = (gap.after ? 1 : 0) + (gap.before ? 1 : 0);
  const confidence = Math.max(0.05, (0.05 + 0.15 * sides) / Math.sqrt(weights.length));
  const over = sung >= expected * LEAST_SHARE && sung > 0 ? gap.voices : [quietSpan(gap, expected)];
  const length = sumOf(over.map(({ startSeconds, endSeconds }) => endSeconds - startSeconds));
  let done = 0;
  return weights.map((weight) => {
    const startSeconds = at(over, (length * done) / total, 'next');
    done += weight;
    const endSeconds = Math.max(startSeconds, at(over, (length * done) / total, 'this'));
    return { startSeconds: snapped(over, startSeconds), endSeconds, timing: 'interpolated', confidence };
  });
}

/** What fills a gap of which nothing was heard. */
function quietSpan(gap: Gap, expected: number): Span {
  const { fromSeconds, toSeconds } = gap;
  const room = Math.max(0, toSeconds - fromSeconds);
  const used = gap.after === gap.before ? room : Math.min(room, expected);
  const startSeconds = gap.before && !gap.after ? toSeconds - used : fromSeconds;
  return { startSeconds, endSeconds: startSeconds + used };
}

/** The time at which `sung` seconds of singing are over; between two spans the end of this or the start of the next. */
function at(spans: readonly Span[], sung: number, side: 'this' | 'next'): number {
  let left = sung;
  let time = spans[0]?.startSeconds ?? 0;
  for (const { startSeconds, endSeconds } of spans) {
    const length = endSeconds - startSeconds;
    if (side === 'next' ? left < length - 1e-6 : left <= length + 1e-6) return startSeconds + left;
    left -= length;
    time = endSeconds;
  }
  return time;
}

function snapped(spans: readonly Span[], time: number): number {
  if (spans.length < 2) return time;
  const starts = spans.map(({ startSeconds }) => startSeconds);
  const nearest = starts.reduce((a, b) => (Math.abs(b - time) < Math.abs(a - time) ? b : a));
  return Math.abs(nearest - time) <= SNAP_SECONDS ? nearest : time;
}

/** Spans that nearly touch, or overlap, as one; those outside are cut off. */
export function phrasesWithin(spans: readonly Span[], fromSeconds: number, toSeconds: number): Span[] {
  const phrases: { startSeconds: number; endSeconds: number }[] = [];
  for (const span of [...spans].sort((a, b) => a.startSeconds - b.startSeconds)) {
    const startSeconds = Math.max(fromSeconds, span.startSeconds);
    const endSeconds = Math.min(toSeconds, span.endSeconds);
    if (endSeconds <= startSeconds) continue;
    const before = phrases.at(-1);
    if (before && startSeconds - before.endSeconds <= JOIN_SECONDS)
      before.endSeconds = Math.max(before.endSeconds, endSeconds);
    else phrases.push({ startSeconds, endSeconds });
  }
  return phrases;
}
