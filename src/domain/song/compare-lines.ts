import type { Heard } from './line-edges.ts';
import type { LineTime } from './line-time.ts';
import { type LineWord, syllables } from './line-words.ts';
import { matchWords, type WordMatch } from './match-words.ts';
import { placeLines } from './place-lines.ts';
import type { HeardToken } from './word-tokens.ts';

/** Where the words of lines were heard, whatever times the lines have. */
export interface Comparison {
  /** By line; null where too little of it was heard. */
  readonly times: readonly (LineTime | null)[];
  /** By line, one for each token. */
  readonly matches: readonly (readonly (WordMatch | null)[])[];
  /** What was heard, and which of it is in no line. */
  readonly heard: Heard;
  readonly secondsPerSyllable: number;
}

/** Compares lines with what was heard in their stretch of the song. */
export function compareLines(
  words: readonly (readonly LineWord[])[],
  heard: readonly HeardToken[],
): Comparison {
  const tokens = words.map((line) => line.flatMap((word) => word.tokens));
  const found = matchWords(tokens, heard);
  const taken = new Set<number>();
  for (const match of found) {
    if (!match) continue;
    for (let index = match.heardFrom; index <= match.heardTo; index += 1) taken.add(index);
  }
  let first = 0;
  const lines = tokens.map((line) => {
    const matches = found.slice(first, first + line.length);
    first += line.length;
    return { weights: line.map(syllables), matches };
  });
  const known: Heard = { tokens: heard, isFree: (index) => !taken.has(index) };
  return { ...placeLines(lines, known), matches: lines.map(({ matches }) => matches), heard: known };
}
