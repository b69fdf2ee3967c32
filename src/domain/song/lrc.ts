import type { SungLine, TimedWord } from '#contracts/entities/song.ts';
import { asciiTwin } from './ascii-twin.ts';
import { readClock } from './clock.ts';
import { readInlineTimes } from './inline-times.ts';
import { givenLine, untimedLine } from './lyrics-document.ts';
import { toMilliseconds } from './round-time.ts';
import { isSung } from './sung-text.ts';

const TIME_TAG = /\s*\[(\d{1,3}:\d{1,2}(?:[:.,]\d{1,3})?(?:[.,]\d{1,3})?)\]/u;
const ID_TAG = /^\s*\[([a-z#]+):(.*)\]\s*$/iu;

interface Entry {
  text: string;
  start: number | null;
  end: number | null;
  words: TimedWord[];
  /** Where the entry stands in time; a line without a time follows the one before it. */
  place: number;
}

/** Whether any line begins with an LRC time tag. */
export function looksLikeLrc(lines: readonly string[]): boolean {
  return lines.some((line) => new RegExp(TIME_TAG, 'uy').test(asciiTwin(line)));
}

/**
 * Reads LRC: several time tags on one line repeat it, a positive `[offset:ms]` makes all of it earlier, a time
 * without text ends the line before it, `<mm:ss.xx>` times the words (enhanced LRC).
 * Source: https://en.wikipedia.org/wiki/LRC_(file_format).
 */
export function readLrc(source: readonly string[]): { lines: SungLine[]; words: TimedWord[] } {
  const shift = offsetSeconds(source);
  const entries: Entry[] = [];
  let place = 0;
  for (const line of source) {
    const { times, rest } = timesOf(line);
    const [first] = times;
    if (first === undefined) {
      if (!ID_TAG.test(asciiTwin(line)) && isSung(line))
        entries.push({ text: line.trim(), start: null, end: null, words: [], place });
      continue;
    }
    const starts = times.map((time) => toMilliseconds(Math.max(0, time - shift)));
    const inline = readInlineTimes(rest, starts[0] ?? 0, null, shift);
    starts.forEach((start, repeat) => {
      // The word times of a repeated line are those of its first time.
      const own = repeat === 0 ? { words: inline.words, end: inline.endSeconds } : { words: [], end: null };
      entries.push({ text: inline.text, start, ...own, place: start });
      place = start;
    });
  }
  entries.sort((a, b) => a.place - b.place);
  const lines = entries.map(lineWithin(entries)).filter(({ text }) => isSung(text));
  const words = lines.flatMap((line) => line.words);
  return {
    lines,
    words: words
      .map(({ text, startSeconds, endSeconds }) => ({ text, startSeconds, endSeconds }))
      .sort((a, b) => a.startSeconds - b.startSeconds),
  };
}

/** Makes lines of entries. Those that share a time (an original and its translation) end together. */
function lineWithin(entries: readonly Entry[]): (entry: Entry, index: number) => SungLine {
  const nextStarts: (number | null)[] = [];
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    const start = entries[index]?.start ?? null;
    const after = entries[index + 1];
    const next = after?.start ?? null;
    // An empty time closes the line before it, also where that is the moment at which it began.
    const shared = start !== null && next === start && after?.text !== '';
    nextStarts[index] = shared ? (nextStarts[index + 1] ?? null) : next;
  }
  return ({ text, start, end: own, words }, index) => {
    if (start === null) return untimedLine(text);
    // Where an untimed line follows, it takes part of the time until the next tag; how much is not known here.
    const end = own ?? nextStarts[index] ?? null;
    const endSeconds = end !== null && end >= start ? end : null;
    return givenLine(text, start, endSeconds, closed(words, endSeconds));
  };
}

function timesOf(line: string): { times: number[]; rest: string } {
  const times: number[] = [];
  const twin = asciiTwin(line);
  const tags = new RegExp(TIME_TAG, 'uy');
  let read = 0;
  for (let tag = tags.exec(twin); tag; tag = tags.exec(twin)) {
    const time = readClock(tag[1] ?? '');
    if (time !== undefined) times.push(time);
    read = tags.lastIndex;
  }
  return { times, rest: line.slice(read) };
}

function offsetSeconds(source: readonly string[]): number {
  for (const line of source) {
    const tag = ID_TAG.exec(asciiTwin(line));
    const milliseconds = tag?.[1]?.toLowerCase() === 'offset' ? Number(tag[2]?.trim()) : Number.NaN;
    if (Number.isFinite(milliseconds)) return milliseconds / 1000;
  }
  return 0;
}

/** The last word of a line may have no tag behind it; it then ends with the line. */
function closed(words: readonly TimedWord[], lineEnd: number | null): TimedWord[] {
  return words.map((word, index) => {
    if (word.endSeconds > word.startSeconds) return word;
    const end = words[index + 1]?.startSeconds ?? lineEnd ?? word.startSeconds;
    return { ...word, endSeconds: Math.max(word.startSeconds, end) };
  });
}
