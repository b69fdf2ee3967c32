import type { LyricLine, TimedWord } from '#contracts/entities/song.ts';
import { readClock } from './clock.ts';
import { readInlineTimes } from './inline-times.ts';
import type { LyricsProblem } from './lyrics-document.ts';
import { isSung } from './sung-text.ts';

const ARROW = '-->';
const TAGS = /<\/?(?:i|b|u|s|c|v|font|lang|ruby|rt)(?:[.\s][^>]*)?>|\{\\[^}]*\}/giu;
const ENTITIES: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&nbsp;': ' ',
  '&lrm;': '',
  '&rlm;': '',
};

interface Cue {
  readonly start: number;
  readonly end: number;
  readonly texts: string[];
}

/** Whether any line has the arrow of a cue's times. */
export function looksLikeSubtitles(lines: readonly string[]): boolean {
  return lines.some((line) => line.includes(ARROW) && /\d:\d/u.test(line));
}

/**
 * Reads SRT and WebVTT cues. A cue's time is shared among its lines by their length. Styling tags are dropped,
 * karaoke times become words. Source: https://www.w3.org/TR/webvtt1/.
 */
export function readSubtitles(
  source: readonly string[],
): { lines: LyricLine[]; words: TimedWord[] } | { problem: LyricsProblem } {
  const cues: Cue[] = [];
  let open: Cue | undefined;
  for (const [index, line] of source.entries()) {
    if (line.includes(ARROW)) {
      const cue = readCueTimes(line);
      if (!cue) return { problem: badTime(line, index + 1) };
      // Without an empty line between cues, the number of the next one looks like text of this one.
      if (open && /^\d+$/u.test(open.texts.at(-1) ?? '')) open.texts.pop();
      cues.push(cue);
      open = cue;
    } else if (line.trim() === '') open = undefined;
    else open?.texts.push(line.trim());
  }
  const lines: LyricLine[] = [];
  const words: TimedWord[] = [];
  for (const cue of cues.sort((a, b) => a.start - b.start)) {
    const read = readCue(cue);
    lines.push(...read.lines);
    words.push(...read.words);
  }
  // Cues may overlap; lines are in the order in which they begin.
  lines.sort((a, b) => (a.startSeconds ?? 0) - (b.startSeconds ?? 0));
  return { lines, words };
}

function readCueTimes(line: string): Cue | undefined {
  const [before = '', after = ''] = line.split(ARROW);
  const start = cueClock(before);
  const end = cueClock(after.trim().split(/\s/u)[0] ?? '');
  return start === undefined || end === undefined || end < start ? undefined : { start, end, texts: [] };
}

/** Cue times always have a fraction in the standards; three fields without one are still hours here. */
function cueClock(text: string): number | undefined {
  return readClock(/^\s*\d+:\d+:\d+\s*$/u.test(text) ? `${text.trim()}.0` : text);
}

function readCue(cue: Cue): { lines: LyricLine[]; words: TimedWord[] } {
  const read = cue.texts.map((text) => readInlineTimes(text.replace(TAGS, ''), cue.start, cue.end));
  const sung = read
    .map(({ text, words }) => ({ text: decoded(text), words }))
    .filter(({ text }) => isSung(text));
  const total = sung.reduce((sum, { text }) => sum + text.length, 0);
  let length = 0;
  const lines = sung.map(({ text, words }): LyricLine => {
    const share = (at: number) => cue.start + ((cue.end - cue.start) * at) / total;
    const startSeconds = words[0]?.startSeconds ?? share(length);
    length += text.length;
    // Written as the cue's own end, so that rounding does not move it.
    const endSeconds = length === total ? cue.end : share(length);
    return { text, startSeconds, endSeconds: Math.max(startSeconds, endSeconds), timing: 'given' };
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
