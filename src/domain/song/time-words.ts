import type { LyricWord } from '#contracts/entities/song.ts';
import { sumOf } from './line-time.ts';
import type { LineWord } from './line-words.ts';
import type { WordMatch } from './match-words.ts';
import { toMilliseconds } from './round-time.ts';

/** What the time of a word that was not heard is worth beside that of its line. */
const BETWEEN = 0.5;

/**
 * When the words of a line are sung: where they were heard, else between their neighbours by their syllables.
 *
 * @param matches one for each token of the words, in order
 * @param confidence that of the line
 */
export function timeWords(
  words: readonly LineWord[],
  matches: readonly (WordMatch | null)[],
  line: { readonly startSeconds: number; readonly endSeconds: number },
  confidence: number,
): LyricWord[] {
  let first = 0;
  const found = words.map(({ tokens }) => {
    const own = matches.slice(first, first + tokens.length).filter((match) => match !== null);
    first += tokens.length;
    return matchWithin(own, line);
  });
  const timed: LyricWord[] = [];
  let at = line.startSeconds;
  for (let index = 0; index < words.length; ) {
    const match = found[index];
    const word = words[index];
    if (match && word && match.startSeconds >= at) {
      timed.push({
        text: word.text,
        ...times(match.startSeconds, match.endSeconds),
        origin: 'aligned',
        confidence: rounded(match.likeness),
      });
      at = match.endSeconds;
      index += 1;
      continue;
    }
    let end = index + 1;
    while (end < words.length && (found[end]?.startSeconds ?? -1) < at) end += 1;
    const until = Math.max(at, found[end]?.startSeconds ?? line.endSeconds);
    const between = words.slice(index, end);
    const total = sumOf(between.map(({ weight }) => weight));
    let sung = 0;
    for (const { text, weight } of between) {
      const startSeconds = at + ((until - at) * sung) / total;
      sung += weight;
      const endSeconds = at + ((until - at) * sung) / total;
      timed.push({
        text,
        ...times(startSeconds, endSeconds),
        origin: 'interpolated',
        confidence: rounded(confidence * BETWEEN),
      });
    }
    at = until;
    index = end;
  }
  return timed;
}

/** The time of a word of several tokens; null where it was not heard, or outside the line. */
function matchWithin(
  own: readonly WordMatch[],
  line: { readonly startSeconds: number; readonly endSeconds: number },
): { startSeconds: number; endSeconds: number; likeness: number } | null {
  const first = own[0];
  const last = own.at(-1);
  if (!first || !last || last.endSeconds <= line.startSeconds || first.startSeconds >= line.endSeconds)
    return null;
  const startSeconds = Math.max(line.startSeconds, first.startSeconds);
  const endSeconds = Math.max(startSeconds, Math.min(line.endSeconds, last.endSeconds));
  return { startSeconds, endSeconds, likeness: Math.min(...own.map(({ likeness }) => likeness)) };
}

function times(startSeconds: number, endSeconds: number): { startSeconds: number; endSeconds: number } {
  return { startSeconds: toMilliseconds(startSeconds), endSeconds: toMilliseconds(endSeconds) };
}

function rounded(confidence: number): number {
  return Math.round(confidence * 100) / 100;
}
