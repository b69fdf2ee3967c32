import type { TimedWord } from '#contracts/entities/song.ts';
import type { LyricsReport } from '#contracts/views/lyrics-report.ts';
import type { Heard } from '../line-edges.ts';
import { toMilliseconds } from '../round-time.ts';
import type { HeardToken } from '../word-tokens.ts';

/** Words further apart belong to different phrases. In seconds. */
const PAUSE_SECONDS = 1;
/** Less is a slip of the ear. */
const FEWEST_WORDS = 2;
const MOST_SPANS = 100;
/** Longer is shown by its beginning, in characters. */
const MOST_TEXT = 500;

/** Phrases among the heard words that no line has, as they were understood. */
export function unknownSpans(heard: Heard, words: readonly TimedWord[]): LyricsReport['notInLyrics'] {
  const groups: HeardToken[][] = [];
  let open: HeardToken[] | null = null;
  for (const [index, token] of heard.tokens.entries()) {
    const last = open?.at(-1);
    if (!heard.isFree(index)) open = null;
    else if (open && last && token.startSeconds - last.endSeconds <= PAUSE_SECONDS) open.push(token);
    else {
      open = [token];
      groups.push(open);
    }
  }
  return groups
    .filter((group) => group.length >= FEWEST_WORDS)
    .slice(0, MOST_SPANS)
    .map((group) => {
      const startSeconds = group[0]?.startSeconds ?? 0;
      const endSeconds = group.at(-1)?.endSeconds ?? startSeconds;
      return {
        text: wordsBetween(words, startSeconds, endSeconds),
        startSeconds: toMilliseconds(startSeconds),
        endSeconds: toMilliseconds(endSeconds),
      };
    });
}

/** What was understood between two times: the words whose middle is there. */
export function wordsBetween(words: readonly TimedWord[], fromSeconds: number, toSeconds: number): string {
  return words
    .filter(({ startSeconds, endSeconds }) => {
      const middle = (startSeconds + endSeconds) / 2;
      return middle >= fromSeconds && middle < toSeconds;
    })
    .map(({ text }) => text.trim())
    .join(' ')
    .slice(0, MOST_TEXT);
}
