import type { SungLine, TimedWord } from '#contracts/entities/song.ts';
import { asciiTwin } from './ascii-twin.ts';
import { readClock } from './clock.ts';
import { readInlineTimes } from './inline-times.ts';
import { givenLine, type LyricsProblem } from './lyrics-document.ts';
import { toMilliseconds } from './round-time.ts';
import { isSung } from './sung-text.ts';

const ARROW = '-->';
/** Ruby text says how what it stands over is read; it is not sung a second time. */
const RUBY_TEXT = /<rt(?:[.\s][^>]*)?>.*?<\/rt>/giu;
const TAGS = /<\/?(?:i|b|u|s|c|v|font|lang|ruby|rt)(?:[.\s][^>]*)?>|\{\\[^}]*\}/giu;
/** Blocks of WebVTT that are no cue. */
const BLOCK = /^(?:NOTE|STYLE|REGION)(?:\s|$)/u;
const ENTITIES: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&nbsp;': '\u00A0',
  '&lrm;': '\u200E',
  '&rlm;': '\u200F',
};

interface Cue {
  readonly start: number;
  readonly end: number;
  readonly texts: string[];
}

/** Whether any line has the times of a cue. */
export function looksLikeSubtitles(lines: readonly string[]): boolean {
  return lines.some(isCueTimes);
}

/** The arrow alone may be sung; behind a time it is not. */
function isCueTimes(line: string): boolean {
  return line.includes(ARROW) && /^\s*\d+:\d/u.test(asciiTwin(line));
}

/**
 * Reads SRT and WebVTT cues. A cue's time is shared among its lines by their length. Styling tags are dropped,
 * karaoke times become words. Source: https://www.w3.org/TR/webvtt1/.
 */
export function readSubtitles(
  source: readonly string[],
  isVtt: boolean,
): { lines: SungLine[]; words: TimedWord[] } | { problem: LyricsProblem } {
  const cues: Cue[] = [];
  let open: Cue | undefined;
  // Lines behind an empty one: the number of the next cue, and in SRT text of a cue with an empty line in it.
  let loose: string[] = [];
  let skipping = false;
  for (const [index, line] of source.entries()) {
    const text = line.trim();
    if (text === '') {
      open = undefined;
      skipping = false;
    } else if (skipping || (!open && isVtt && BLOCK.test(text))) skipping = true;
    else if (isCueTimes(line)) {
      const cue = readCueTimes(line);
      if (!cue) return { problem: badTime(line, index + 1) };
      // Without an empty line between cues, the number of the next one looks like text of this one.
      const before = open ? open.texts : loose;
      if (/^\d+$/u.test(before.at(-1) ?? '')) before.pop();
      if (!isVtt) cues.at(-1)?.texts.push(...loose);
      loose = [];
      cues.push(cue);
      open = cue;
    } else (open?.texts ?? loose).push(text);
  }
  if (!isVtt) cues.at(-1)?.texts.push(...loose);
  const read = cues.sort((a, b) => a.start - b.start).map(readCue);
  // Cues may overlap; lines are in the order in which they begin.
  const lines = read
    .flatMap((cue) => cue.lines)
    .sort((a, b) => (a.startSeconds ?? 0) - (b.startSeconds ?? 0));
  return { lines, words: read.flatMap((cue) => cue.words) };
}

function readCueTimes(line: string): Cue | undefined {
  const [before = '', after = ''] = asciiTwin(line).split(ARROW);
  const start = cueClock(before);
  const end = cueClock(after.trim().split(/\s/u)[0] ?? '');
  return start === undefined || end === undefined || end < start ? undefined : { start, end, texts: [] };
}

/** Cue times always have a fraction in the standards; three fields without one are still hours here. */
function cueClock(text: string): number | undefined {
  return readClock(/^\s*\d+:\d+:\d+\s*$/u.test(text) ? `${text.trim()}.0` : text);
}

function readCue(cue: Cue): { lines: SungLine[]; words: TimedWord[] } {
  const sung = cue.texts
    .map((text) => readInlineTimes(text.replace(RUBY_TEXT, '').replace(TAGS, ''), cue.start, cue.end))
    .map(({ text, words }) => ({
      text: decoded(text),
      words: words.map((word) => ({ ...word, text: decoded(word.text) })),
    }))
    .filter(({ text }) => isSung(text));
  const total = sung.reduce((sum, { text }) => sum + text.length, 0);
  let length = 0;
  const lines = sung.map(({ text, words }): SungLine => {
    const share = (at: number) => toMilliseconds(cue.start + ((cue.end - cue.start) * at) / total);
    const startSeconds = length === 0 ? cue.start : (words[0]?.startSeconds ?? share(length));
    length += text.length;
    // Written as the cue's own end, so that rounding does not move it.
    const endSeconds = length === total ? cue.end : share(length);
    return givenLine(text, startSeconds, Math.max(startSeconds, endSeconds), words);
  });
  return { lines, words: sung.flatMap(({ words }) => words) };
}

function decoded(text: string): string {
  return text.replace(/&(?:amp|lt|gt|nbsp|lrm|rlm);/gu, (entity) => ENTITIES[entity] ?? entity).trim();
}

function badTime(line: string, number: number): LyricsProblem {
  const shown = line.trim().slice(0, 60);
  return {
    code: 'lyrics-bad-time',
    message: `Line ${number} should hold the times of a cue, such as 00:00:12.000 --> 00:00:15.000, and says "${shown}".`,
    line: number,
  };
}
