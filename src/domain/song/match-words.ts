import { alignWords } from './align-words.ts';
import { soundAlikes } from './sound-alike.ts';
import type { HeardToken } from './word-tokens.ts';

/** A word of the lyrics that was heard. */
export interface WordMatch {
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** How alike the words are, 0 to 1. */
  readonly likeness: number;
  /** First and last of the heard words that it is. */
  readonly heardFrom: number;
  readonly heardTo: number;
}

/** Singers do not pause this long within a line. In seconds. */
const PAUSE_SECONDS = 2.5;
/** Unlike texts of one language have up to this share of words in common that also follow one another. */
const CHANCE = 0.1;
/** Fewer words than this say nothing about chance. */
const FEWEST_WORDS = 12;

/**
 * Matches the tokens of lines with what was heard, in order, one by one and where that fails by sound. Null for what
 * was not heard; nothing at all where the texts have no more in common than any two.
 */
export function matchWords(
  lines: readonly (readonly string[])[],
  heard: readonly HeardToken[],
): (WordMatch | null)[] {
  const ours = lines.flat();
  const theirs = heard.map(({ text }) => text);
  const begins = new Set<number>();
  lines.reduce((first, line) => {
    begins.add(first);
    return first + line.length;
  }, 0);
  const found = alignWords(ours, theirs, {
    beginsLine: (lyric) => begins.has(lyric),
    afterPause: (index) => pauseBefore(heard, index) > PAUSE_SECONDS,
  });
  const matches: (WordMatch | null)[] = ours.map(() => null);
  if (isChance(found, ours, theirs)) return matches;
  found.forEach((index, lyric) => {
    const token = heard[index];
    if (token) matches[lyric] = matchOf(token, index, ours[lyric] === token.text ? 1 : 0.8);
  });
  let from = 0;
  let heardFrom = 0;
  for (let lyric = 0; lyric <= ours.length; lyric += 1) {
    const index = lyric < ours.length ? (found[lyric] ?? -1) : heard.length;
    if (index < 0) continue;
    addSoundAlikes(matches, ours, heard, { from, to: lyric, heardFrom, heardTo: index });
    from = lyric + 1;
    heardFrom = index + 1;
  }
  return matches;
}

function matchOf(token: HeardToken, index: number, likeness: number): WordMatch {
  const { startSeconds, endSeconds } = token;
  return { startSeconds, endSeconds, likeness, heardFrom: index, heardTo: index };
}

/** Fills a stretch between two matches with spans that sound alike; words of a span share its time by their letters. */
function addSoundAlikes(
  matches: (WordMatch | null)[],
  ours: readonly string[],
  heard: readonly HeardToken[],
  stretch: { from: number; to: number; heardFrom: number; heardTo: number },
): void {
  const words = ours.slice(stretch.from, stretch.to);
  const others = heard.slice(stretch.heardFrom, stretch.heardTo);
  const texts = others.map(({ text }) => text);
  for (const span of soundAlikes(words, texts)) {
    const start = others[span.heardFrom]?.startSeconds ?? 0;
    const end = others[span.heardTo - 1]?.endSeconds ?? start;
    const own = words.slice(span.from, span.to);
    const length = own.reduce((sum, word) => sum + word.length, 0);
    let sung = 0;
    own.forEach((word, place) => {
      const startSeconds = start + ((end - start) * sung) / length;
      sung += word.length;
      matches[stretch.from + span.from + place] = {
        startSeconds,
        endSeconds: start + ((end - start) * sung) / length,
        // Sounds alone are half the proof.
        likeness: 0.2 + span.likeness / 2,
        heardFrom: stretch.heardFrom + span.heardFrom,
        heardTo: stretch.heardFrom + span.heardTo - 1,
      };
    });
  }
}

function pauseBefore(heard: readonly HeardToken[], index: number): number {
  const before = heard[index - 1];
  return before ? (heard[index]?.startSeconds ?? 0) - before.endSeconds : 0;
}

/** Whether only stray words were found: of another song, or in another language. */
export function isChance(found: Int32Array, ours: readonly string[], theirs: readonly string[]): boolean {
  const least = Math.min(ours.length, theirs.length);
  if (least < FEWEST_WORDS) return false;
  let following = 0;
  for (let lyric = 1; lyric < found.length; lyric += 1) {
    const index = found[lyric] ?? -1;
    const step = index - (found[lyric - 1] ?? -1);
    if (index > 0 && (found[lyric - 1] ?? -1) >= 0 && step <= 2) following += 1;
  }
  return following < least * CHANCE;
}
