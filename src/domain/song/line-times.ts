import type { HeardToken } from './word-tokens.ts';

/** Times of one line within a stretch of the song; null while they are not known. */
export interface LineTime {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly timing: 'aligned' | 'interpolated';
}

/** A pause this long within a line means that one of its words was matched elsewhere. */
const PAUSE_SECONDS = 4;
const ENOUGH_SHARE = 0.4;
/** Pace of singing where the song itself does not tell, seconds per word. */
export const USUAL_WORD_SECONDS = 0.4;

/**
 * When a line is sung, from those of its words that were heard. Only the largest group without a long pause counts;
 * words missing at its ends are added at its own pace. Null where too few were heard.
 */
export function alignedTime(wordCount: number, matches: readonly (HeardToken | null)[]): LineTime | null {
  const group = largestGroup(matches);
  const first = group[0];
  const last = group.at(-1);
  if (!first || !last) return null;
  const enough = group.length >= 2 || wordCount <= 3;
  if (!enough || group.length < wordCount * ENOUGH_SHARE) return null;
  const pace = Math.min(
    1,
    (last.token.endSeconds - first.token.startSeconds) / (last.index - first.index + 1),
  );
  return {
    startSeconds: first.token.startSeconds - first.index * pace,
    endSeconds: last.token.endSeconds + (wordCount - 1 - last.index) * pace,
    timing: 'aligned',
  };
}

interface Matched {
  readonly index: number;
  readonly token: HeardToken;
}

function largestGroup(matches: readonly (HeardToken | null)[]): Matched[] {
  let largest: Matched[] = [];
  let group: Matched[] = [];
  matches.forEach((token, index) => {
    if (!token) return;
    const before = group.at(-1);
    if (before && token.startSeconds - before.token.endSeconds > PAUSE_SECONDS) group = [];
    group.push({ index, token });
    if (group.length > largest.length) largest = group;
  });
  return largest;
}

/** Where lines without times of their own may be, and what bounds them. */
export interface Gap {
  readonly fromSeconds: number;
  readonly toSeconds: number;
  /** Whether a line with a time stands before, and behind. Singing then is expected next to it. */
  readonly after: boolean;
  readonly before: boolean;
}

/**
 * Shares a gap among lines by their words. Between two known lines it is filled; beside one, the lines keep close to
 * it at the usual pace, since an intro or an outro is not sung.
 */
export function interpolatedTimes(wordCounts: readonly number[], gap: Gap, wordSeconds: number): LineTime[] {
  const weights = wordCounts.map((count) => Math.max(1, count));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const room = Math.max(0, gap.toSeconds - gap.fromSeconds);
  const oneSided = gap.after !== gap.before;
  const used = oneSided ? Math.min(room, total * wordSeconds) : room;
  const from = gap.before && !gap.after ? gap.toSeconds - used : gap.fromSeconds;
  let sung = 0;
  return weights.map((weight) => {
    const startSeconds = from + (used * sung) / total;
    sung += weight;
    return { startSeconds, endSeconds: from + (used * sung) / total, timing: 'interpolated' };
  });
}
