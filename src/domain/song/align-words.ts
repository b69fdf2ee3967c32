/**
 * Global alignment of two word lists (Needleman and Wunsch, J. Mol. Biol. 48, 1970), with a bonus for matches that
 * follow one another (after Gotoh, J. Mol. Biol. 162, 1982), so that a chorus is matched as a whole and not word by
 * word across the song.
 */
import { SIMILAR, similarities } from './word-similarity.ts';

const SKIP_LYRIC = -0.6;
const SKIP_HEARD = -0.3;
const FOLLOWS_MATCH = 0.6;
/** What it costs to tear a line apart by a long pause. */
const TORN = 1.2;

/** One byte of traceback per pair of words: 24 MB at most, about 4900 words against as many. */
const MOST_PAIRS = 24_000_000;

/** What is known of the lists beyond their words. */
export interface Breaks {
  /** Whether a lyric word begins a line. */
  readonly beginsLine: (lyric: number) => boolean;
  /** Whether a heard word comes after a pause that is too long for the middle of a line. */
  readonly afterPause: (heard: number) => boolean;
}

// Traceback of a cell: how its best score without a match came about, and what its match followed.
const GAP_FROM_LYRIC = 1;
const GAP_AFTER_MATCH = 2;
const MATCH_AFTER_MATCH = 4;

/**
 * For each lyric word the index of the heard word that it is, or -1. Indexes ascend. Lists too long to compare give
 * no match at all.
 */
export function alignWords(
  lyrics: readonly string[],
  heard: readonly string[],
  breaks: Breaks | null = null,
): Int32Array {
  const matches = new Int32Array(lyrics.length).fill(-1);
  const width = heard.length + 1;
  if (lyrics.length === 0 || heard.length === 0 || (lyrics.length + 1) * width > MOST_PAIRS) return matches;
  const similar = similarities(lyrics, heard);
  const torn = Uint8Array.from(heard, (_, column) => (breaks?.afterPause(column) ? 1 : 0));
  const trace = new Uint8Array((lyrics.length + 1) * width);

  // Best scores of the row above and this one: ending with a match, and ending with a skipped word.
  let matchAbove = new Float64Array(width).fill(Number.NEGATIVE_INFINITY);
  let gapAbove = Float64Array.from({ length: width }, (_, column) => column * SKIP_HEARD);
  let match = new Float64Array(width);
  let gap = new Float64Array(width);
  for (let row = 1; row <= lyrics.length; row += 1) {
    const likenesses = similar.row(row - 1);
    const inLine = breaks !== null && !breaks.beginsLine(row - 1);
    const base = row * width;
    match[0] = Number.NEGATIVE_INFINITY;
    gap[0] = row * SKIP_LYRIC;
    trace[base] = GAP_FROM_LYRIC;
    // Scores of the neighbours to the left, and of those above them.
    let matchLeft = Number.NEGATIVE_INFINITY;
    let gapLeft = row * SKIP_LYRIC;
    let matchBefore = matchAbove[0] ?? 0;
    let gapBefore = gapAbove[0] ?? 0;
    for (let column = 1; column < width; column += 1) {
      const matchUp = matchAbove[column] ?? 0;
      const gapUp = gapAbove[column] ?? 0;
      const likeness = likenesses[column - 1] ?? 0;
      let steps = 0;
      let matched = Number.NEGATIVE_INFINITY;
      if (likeness >= SIMILAR) {
        const following = matchBefore + (inLine && torn[column - 1] === 1 ? -TORN : FOLLOWS_MATCH);
        if (following > gapBefore) steps = MATCH_AFTER_MATCH;
        matched = 3 * likeness - 1 + Math.max(following, gapBefore);
      }
      const up = Math.max(matchUp, gapUp);
      const left = Math.max(matchLeft, gapLeft);
      if (up + SKIP_LYRIC > left + SKIP_HEARD) {
        steps |= matchUp > gapUp ? GAP_FROM_LYRIC | GAP_AFTER_MATCH : GAP_FROM_LYRIC;
        gapLeft = up + SKIP_LYRIC;
      } else {
        if (matchLeft > gapLeft) steps |= GAP_AFTER_MATCH;
        gapLeft = left + SKIP_HEARD;
      }
      matchLeft = matched;
      match[column] = matched;
      gap[column] = gapLeft;
      trace[base + column] = steps;
      matchBefore = matchUp;
      gapBefore = gapUp;
    }
    [matchAbove, match] = [match, matchAbove];
    [gapAbove, gap] = [gap, gapAbove];
  }

  let row = lyrics.length;
  let column = heard.length;
  let inMatch = (matchAbove[column] ?? 0) > (gapAbove[column] ?? 0);
  while (row > 0 && column > 0) {
    const steps = trace[row * width + column] ?? 0;
    if (inMatch) {
      inMatch = (steps & MATCH_AFTER_MATCH) !== 0;
      row -= 1;
      column -= 1;
      matches[row] = column;
    } else {
      inMatch = (steps & GAP_AFTER_MATCH) !== 0;
      if ((steps & GAP_FROM_LYRIC) !== 0) row -= 1;
      else column -= 1;
    }
  }
  return matches;
}
