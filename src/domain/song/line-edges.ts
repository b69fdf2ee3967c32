import type { HeardToken } from './word-tokens.ts';

/** Words closer than this are one breath. In seconds. */
const BREATH_SECONDS = 0.5;
/** How far what was heard may be off from what is expected, as a share of it, to be taken for it. */
const TOLERANCE = 0.7;

/** What was heard in a stretch of the song, and which of it is no word of the lyrics as far as is known. */
export interface Heard {
  readonly tokens: readonly HeardToken[];
  readonly isFree: (index: number) => boolean;
}

/**
 * When a line starts whose first words were not recognised: with the unknown words heard just before its first known
 * one, where they take about as long, else as early as its pace says and what was heard before allows.
 *
 * @param index the first heard word that is known to be the line's
 * @param expectedSeconds how long the words before it take
 */
export function startBefore(heard: Heard, index: number, expectedSeconds: number): number {
  const first = heard.tokens[index]?.startSeconds ?? 0;
  if (expectedSeconds <= 0) return stuttered(heard, index);
  const wanted = first - expectedSeconds;
  let best: number | null = null;
  let later = first;
  for (let at = index - 1; at >= 0 && heard.isFree(at); at -= 1) {
    const token = heard.tokens[at];
    if (!token || later - token.endSeconds > BREATH_SECONDS) break;
    later = token.startSeconds;
    if (best === null || Math.abs(later - wanted) < Math.abs(best - wanted)) best = later;
  }
  if (best !== null && Math.abs(best - wanted) <= expectedSeconds * TOLERANCE) return best;
  const before = heard.tokens[index - 1];
  // Speech services stretch a word over one that they left out.
  const earliest = before ? Math.min(before.endSeconds, (before.startSeconds + first) / 2) : 0;
  return Math.max(0, Math.min(first, Math.max(wanted, earliest)));
}

/** When a line ends whose last words were not recognised; the counterpart of {@link startBefore}. */
export function endBehind(heard: Heard, index: number, expectedSeconds: number): number {
  const last = heard.tokens[index]?.endSeconds ?? 0;
  if (expectedSeconds <= 0) return last;
  const wanted = last + expectedSeconds;
  let best: number | null = null;
  let earlier = last;
  for (let at = index + 1; at < heard.tokens.length && heard.isFree(at); at += 1) {
    const token = heard.tokens[at];
    if (!token || token.startSeconds - earlier > BREATH_SECONDS) break;
    earlier = Math.max(earlier, token.endSeconds);
    if (best === null || Math.abs(earlier - wanted) < Math.abs(best - wanted)) best = earlier;
  }
  if (best !== null && Math.abs(best - wanted) <= expectedSeconds * TOLERANCE) return best;
  const next = heard.tokens[index + 1]?.startSeconds ?? wanted;
  return Math.max(last, Math.min(wanted, next));
}

/** A first word that was written down twice begins where it was first heard. */
function stuttered(heard: Heard, index: number): number {
  const token = heard.tokens[index];
  const before = heard.tokens[index - 1];
  if (!token) return 0;
  const twice =
    before?.text === token.text &&
    heard.isFree(index - 1) &&
    token.startSeconds - before.endSeconds < BREATH_SECONDS / 2;
  return twice ? before.startSeconds : token.startSeconds;
}
