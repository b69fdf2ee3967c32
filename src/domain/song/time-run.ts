import { compareLines } from './compare-lines.ts';
import { fillLines, phrasesWithin, type Span } from './fill-lines.ts';
import { type LineTime, sumOf } from './line-time.ts';
import type { LineWord } from './line-words.ts';
import type { WordMatch } from './match-words.ts';
import { toMilliseconds } from './round-time.ts';
import type { HeardToken } from './word-tokens.ts';

/** A stretch of lines without fixed times, `from` to `to` exclusive, and the time that they have. */
export interface Run {
  readonly from: number;
  readonly to: number;
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Whether a line with a fixed time stands before it, and behind. */
  readonly after: boolean;
  readonly before: boolean;
}

/** What is known of the song beside its lyrics. */
export interface Sound {
  readonly heard: readonly HeardToken[];
  /** Where somebody sings, as far as the signal tells; empty where that is not known. */
  readonly vocals: readonly Span[];
}

export interface TimedRun {
  readonly times: readonly LineTime[];
  /** By line, one for each token. */
  readonly matches: readonly (readonly (WordMatch | null)[])[];
}

/** Times the lines of a run; null where there is nothing to go by. In order, within the run. */
export function timeRun(run: Run, words: readonly (readonly LineWord[])[], sound: Sound): TimedRun | null {
  const heard = sound.heard.filter(({ startSeconds, endSeconds }) => {
    const middle = (startSeconds + endSeconds) / 2;
    return middle >= run.startSeconds && middle <= run.endSeconds;
  });
  if (heard.length === 0 && sound.vocals.length === 0 && !run.after && !run.before) return null;
  const { times, matches, secondsPerSyllable, heard: known } = compareLines(words, heard);
  const free = heard.filter((_, index) => known.isFree(index));
  const weights = words.map((line) => Math.max(1, sumOf(line.map(({ weight }) => weight))));
  const filled = fillGaps(run, times, weights, secondsPerSyllable, free, sound.vocals);
  return { times: inOrder(filled, run), matches };
}

function fillGaps(
  run: Run,
  known: readonly (LineTime | null)[],
  weights: readonly number[],
  secondsPerSyllable: number,
  voices: readonly Span[],
  vocals: readonly Span[],
): LineTime[] {
  const times: LineTime[] = [];
  for (let index = 0; index < known.length; ) {
    const time = known[index];
    if (time) {
      times.push(time);
      index += 1;
      continue;
    }
    let end = index;
    while (end < known.length && !known[end]) end += 1;
    const fromSeconds = times.at(-1)?.endSeconds ?? run.startSeconds;
    const toSeconds = Math.max(fromSeconds, known[end]?.startSeconds ?? run.endSeconds);
    const phrases = phrasesWithin(voices, fromSeconds, toSeconds);
    const gap = {
      fromSeconds,
      toSeconds,
      after: index > 0 || run.after,
      before: end < known.length || run.before,
      // Where words were heard they tell more than the signal.
      voices: phrases.length > 0 ? phrases : phrasesWithin(vocals, fromSeconds, toSeconds),
    };
    times.push(...fillLines(weights.slice(index, end), gap, secondsPerSyllable));
    index = end;
  }
  return times;
}

/** Keeps lines within their run, each starting after the one before and ending before the next. */
function inOrder(times: readonly LineTime[], run: Run): LineTime[] {
  let earliest = run.startSeconds;
  const starts = times.map(({ startSeconds }) => {
    earliest = Math.min(run.endSeconds, Math.max(earliest, toMilliseconds(startSeconds)));
    return earliest;
  });
  return times.map((time, index) => {
    const startSeconds = starts[index] ?? run.startSeconds;
    const latest = starts[index + 1] ?? run.endSeconds;
    const endSeconds = Math.min(latest, toMilliseconds(time.endSeconds));
    return { ...time, startSeconds, endSeconds: Math.max(startSeconds, endSeconds) };
  });
}
