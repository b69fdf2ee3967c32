import type { LyricLine, SungLine, TimedWord } from '#contracts/entities/song.ts';
import type { Span } from './fill-lines.ts';
import { sumOf, USUAL_SYLLABLE_SECONDS } from './line-time.ts';
import { type LineWord, lineWords } from './line-words.ts';
import { plainLine } from './lyrics-document.ts';
import { matchWords, type WordMatch } from './match-words.ts';
import { toMilliseconds } from './round-time.ts';
import { type Run, timeRun } from './time-run.ts';
import { timeWords } from './time-words.ts';
import { type HeardToken, heardTokens } from './word-tokens.ts';

export interface LyricTimingInput {
  readonly lines: readonly (LyricLine & Partial<SungLine>)[];
  /** Words as a speech service heard them; only their times are used. */
  readonly heard: readonly TimedWord[];
  /** Where somebody sings, where the signal was listened to; for lines of which no word was heard. */
  readonly vocals?: readonly Span[];
  readonly durationSeconds: number;
}

/** Words may be heard this long before their line is said to begin, and after its end. In seconds. */
const AROUND_SECONDS = 0.4;

/**
 * Gives times to lyrics and each of their words; never changes a word of them (P9). Lines whose time was given or set
 * by hand keep it. Others are aligned with the heard words of the time between, and where too little was heard placed
 * between their neighbours. Without given or heard times there is nothing to go by, and lines stay without. Results
 * are in order, within the song and in whole milliseconds.
 */
export function timeLyrics(input: LyricTimingInput): SungLine[] {
  const { durationSeconds, vocals = [] } = input;
  const lines = input.lines.map(plainLine);
  const words = lines.map((line) => lineWords(line.text));
  const heard = heardTokens(input.heard, durationSeconds);
  const matches: (readonly (WordMatch | null)[])[] = [];
  for (const run of runsOf(lines, words, durationSeconds)) {
    const timed = timeRun(run, words.slice(run.from, run.to), { heard, vocals });
    for (let index = run.from; index < run.to; index += 1) {
      const { text } = lines[index] ?? { text: '' };
      const time = timed?.times[index - run.from];
      matches[index] = timed?.matches[index - run.from] ?? [];
      lines[index] = plainLine(
        time ? { text, ...time } : { text, startSeconds: null, endSeconds: null, timing: 'none' },
      );
    }
  }
  return lines.map((line, index) => {
    const own = words[index] ?? [];
    const closed = closedLine(line, lines[index + 1], own, durationSeconds);
    return withWords(closed, own, matches[index] ?? matchesWithin(closed, own, heard));
  });
}

function runsOf(
  lines: readonly LyricLine[],
  words: readonly (readonly LineWord[])[],
  durationSeconds: number,
): Run[] {
  const runs: Run[] = [];
  for (let from = 0; from < lines.length; from += 1) {
    if (isFixed(lines[from])) continue;
    let to = from;
    while (to < lines.length && !isFixed(lines[to])) to += 1;
    const endSeconds = Math.min(durationSeconds, lines[to]?.startSeconds ?? durationSeconds);
    const before = lines[from - 1];
    const startSeconds = before ? singingEnd(before, words[from - 1] ?? [], endSeconds) : 0;
    const sides = { after: from > 0, before: to < lines.length };
    runs.push({ from, to, startSeconds: Math.min(startSeconds, endSeconds), endSeconds, ...sides });
    from = to;
  }
  return runs;
}

/** End of a fixed line; where it says none, what its words take, but at most half of what is left. */
function singingEnd(line: LyricLine, words: readonly LineWord[], untilSeconds: number): number {
  const start = line.startSeconds ?? 0;
  if (line.endSeconds !== null) return line.endSeconds;
  return Math.min(start + usualSeconds(words), (start + Math.max(start, untilSeconds)) / 2);
}

function usualSeconds(words: readonly LineWord[]): number {
  return Math.max(1, sumOf(words.map(({ weight }) => weight)) * USUAL_SYLLABLE_SECONDS);
}

/** A line with a start and no end lasts until the next one, the last one as long as its words take. */
function closedLine(
  line: SungLine,
  next: LyricLine | undefined,
  words: readonly LineWord[],
  durationSeconds: number,
): SungLine {
  const start = line.startSeconds;
  if (start === null || line.endSeconds !== null) return line;
  const sung = Math.min(durationSeconds, toMilliseconds(start + usualSeconds(words)));
  return { ...line, endSeconds: Math.max(start, next?.startSeconds ?? sung) };
}

/** Where the words of a line with a fixed time were heard around it. */
function matchesWithin(
  line: LyricLine,
  words: readonly LineWord[],
  heard: readonly HeardToken[],
): readonly (WordMatch | null)[] {
  const from = (line.startSeconds ?? 0) - AROUND_SECONDS;
  const to = (line.endSeconds ?? 0) + AROUND_SECONDS;
  const within = heard.filter(({ startSeconds, endSeconds }) => endSeconds > from && startSeconds < to);
  return matchWords([words.flatMap(({ tokens }) => tokens)], within);
}

function withWords(
  line: SungLine,
  words: readonly LineWord[],
  matches: readonly (WordMatch | null)[],
): SungLine {
  const { startSeconds, endSeconds } = line;
  if (startSeconds === null || endSeconds === null) return line;
  const confidence = isFixed(line) ? 1 : Math.round((line.confidence ?? 0) * 100) / 100;
  if (
    line.timing === 'given' &&
    line.words.length > 0 &&
    line.words.every(({ origin }) => origin === 'given')
  )
    return { ...line, confidence };
  return { ...line, confidence, words: timeWords(words, matches, { startSeconds, endSeconds }, confidence) };
}

/** Whether a line has a time that no alignment changes. */
export function isFixed(line: LyricLine | undefined): boolean {
  return line !== undefined && ['given', 'set'].includes(line.timing) && line.startSeconds !== null;
}
