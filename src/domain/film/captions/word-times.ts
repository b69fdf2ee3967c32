import type { TimedWord } from '#contracts/entities/song.ts';
import { alignWords } from '#domain/song/align-words.ts';
import { heardTokens, tokensOf } from '#domain/song/word-tokens.ts';
import type { CaptionWord } from './caption-cue.ts';
import { segments } from './segments.ts';

interface Span {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** A line's own words may be timed a little outside of it. */
const SLACK_SECONDS = 0.3;
/** How long the last word may sound where a line lasts until the next one. */
const LAST_WORD_SECONDS = 2;

/**
 * Gives times to the words of a line. Those that are found among the timed words have theirs; the others share the
 * time between by their graphemes. Words stay in order and within the line.
 *
 * @param longestSeconds what a line is cut to that lasts longer than its words: into an instrumental break, say
 */
export function timeWords(
  texts: readonly string[],
  line: Span,
  timed: readonly TimedWord[],
  longestSeconds: number,
): CaptionWord[] {
  const found = findWords(texts, line, timed);
  const lastFound = found.findLast((span) => span !== null);
  const longest = Math.max(
    line.startSeconds + longestSeconds,
    (lastFound?.startSeconds ?? 0) + LAST_WORD_SECONDS,
  );
  return fillWords(texts, found, { ...line, endSeconds: Math.min(line.endSeconds, longest) });
}

function findWords(texts: readonly string[], line: Span, timed: readonly TimedWord[]): (Span | null)[] {
  const near = timed.filter(({ startSeconds, endSeconds }) => {
    const middle = (startSeconds + endSeconds) / 2;
    return middle >= line.startSeconds - SLACK_SECONDS && middle <= line.endSeconds + SLACK_SECONDS;
  });
  const heard = heardTokens(near, line.endSeconds);
  const tokens = texts.map(tokensOf);
  const matches = alignWords(
    tokens.flat(),
    heard.map(({ text }) => text),
  );
  let first = 0;
  return tokens.map((own) => {
    const indexes = [...matches.subarray(first, first + own.length)].filter((index) => index >= 0);
    first += own.length;
    const from = heard[indexes[0] ?? -1];
    const to = heard[indexes.at(-1) ?? -1];
    return from && to ? { startSeconds: from.startSeconds, endSeconds: to.endSeconds } : null;
  });
}

function fillWords(texts: readonly string[], found: readonly (Span | null)[], line: Span): CaptionWord[] {
  const words: CaptionWord[] = [];
  let clock = line.startSeconds;
  const within = (seconds: number) => Math.max(clock, Math.min(line.endSeconds, seconds));
  for (let index = 0; index < texts.length; ) {
    const known = found[index];
    if (known) {
      const startSeconds = within(known.startSeconds);
      clock = startSeconds;
      clock = within(known.endSeconds);
      words.push({ text: texts[index] ?? '', startSeconds, endSeconds: clock });
      index += 1;
      continue;
    }
    let next = index;
    while (next < texts.length && !found[next]) next += 1;
    const lost = texts.slice(index, next);
    const room = within(found[next]?.startSeconds ?? line.endSeconds) - clock;
    const weights = lost.map((text) => segments(text.trim(), 'grapheme').length);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const from = clock;
    let sung = 0;
    lost.forEach((text, place) => {
      const startSeconds = from + (room * sung) / total;
      sung += weights[place] ?? 0;
      clock = from + (room * sung) / total;
      words.push({ text, startSeconds, endSeconds: clock });
    });
    index = next;
  }
  return words;
}
