import type { LyricLine, TimedWord } from '#contracts/entities/song.ts';
import { readClock } from './clock.ts';
import { readInlineTimes } from './inline-times.ts';
import { isSung } from './sung-text.ts';

const TIME_TAG = /^\s*\[(\d{1,3}:\d{1,2}(?:[:.,]\d{1,3})?(?:[.,]\d{1,3})?)\]/u;
const ID_TAG = /^\s*\[([a-z#]+):(.*)\]\s*$/iu;

interface Entry {
  text: string;
  start: number | null;
  end: number | null;
  /** Where the entry stands in time; a line without a time follows the one before it. */
  place: number;
}

/** Whether any line begins with an LRC time tag. */
export function looksLikeLrc(lines: readonly string[]): boolean {
  return lines.some((line) => TIME_TAG.test(line));
}

/**
 * Reads LRC: several time tags on one line repeat it, a positive `[offset:ms]` makes all of it earlier, a time
 * without text ends the line before it, `<mm:ss.xx>` times the words (enhanced LRC).
 * Source: https://en.wikipedia.org/wiki/LRC_(file_format).
 */
export function readLrc(source: readonly string[]): { lines: LyricLine[]; words: TimedWord[] } {
  const shift = offsetSeconds(source);
  const entries: Entry[] = [];
  const words: TimedWord[] = [];
  let place = 0;
  for (const line of source) {
    const { times, rest } = timesOf(line);
    if (times.length === 0) {
      if (!ID_TAG.test(line) && isSung(line))
        entries.push({ text: line.trim(), start: null, end: null, place });
      continue;
    }
    times.forEach((time, repeat) => {
      const start = Math.max(0, time - shift);
      const inline = readInlineTimes(rest, start, null, shift);
      // The word times of a repeated line are those of its first time.
      if (repeat === 0) words.push(...inline.words);
      entries.push({ text: inline.text, start, end: repeat === 0 ? inline.endSeconds : null, place: start });
      place = start;
    });
  }
  entries.sort((a, b) => a.place - b.place);
  words.sort((a, b) => a.startSeconds - b.startSeconds);
  const lines = entries.map((entry, index) => {
    // Lines that share a time (an original and its translation) end together.
    const next = entries.find(
      (other, at) => at > index && (other.start === null || other.start !== entry.start),
    );
    return lineOf(entry, next);
  });
  return { lines: lines.filter((line) => isSung(line.text)), words: closed(words, lines) };
}

function lineOf(entry: Entry, next: Entry | undefined): LyricLine {
  const { text, start } = entry;
  if (start === null) return { text, startSeconds: null, endSeconds: null, timing: 'none' };
  // Where an untimed line follows, it takes part of the time until the next tag; how much is not known here.
  const end = entry.end ?? next?.start ?? null;
  return {
    text,
    startSeconds: start,
    endSeconds: end !== null && end >= start ? end : null,
    timing: 'given',
  };
}

function timesOf(line: string): { times: number[]; rest: string } {
  const times: number[] = [];
  let rest = line;
  for (let tag = TIME_TAG.exec(rest); tag; tag = TIME_TAG.exec(rest)) {
    const time = readClock(tag[1] ?? '');
    if (time !== undefined) times.push(time);
    rest = rest.slice(tag[0].length);
  }
  return { times, rest };
}

function offsetSeconds(source: readonly string[]): number {
  for (const line of source) {
    const tag = ID_TAG.exec(line);
    const milliseconds = tag?.[1]?.toLowerCase() === 'offset' ? Number(tag[2]?.trim()) : Number.NaN;
    if (Number.isFinite(milliseconds)) return milliseconds / 1000;
  }
  return 0;
}

/** The last word of a line has no tag behind it; it ends with the line. */
function closed(words: readonly TimedWord[], lines: readonly LyricLine[]): TimedWord[] {
  return words.map((word, index) => {
    if (word.endSeconds > word.startSeconds) return word;
    const line = lines.findLast(
      ({ startSeconds }) => startSeconds !== null && startSeconds <= word.startSeconds,
    );
    const next = words[index + 1]?.startSeconds;
    const end = Math.min(next ?? Number.POSITIVE_INFINITY, line?.endSeconds ?? Number.POSITIVE_INFINITY);
    return Number.isFinite(end) ? { ...word, endSeconds: Math.max(word.startSeconds, end) } : word;
  });
}
