import type { LyricLine, TimedWord } from '#contracts/entities/song.ts';
import { isSung } from '#domain/song/sung-text.ts';
import { type CaptionCue, type CaptionWord, textOf } from './caption-cue.ts';
import { balancedBreak } from './rows.ts';
import { splitWords } from './split-words.ts';
import { columnWidth } from './text-width.ts';
import { timeWords } from './word-times.ts';

export interface CaptionInput {
  /** Lines of the song in any order. Those without a time, behind the end, or with nothing to sing are left out. */
  readonly lines: readonly LyricLine[];
  /** Words with times, given or heard; only their times are used. May be empty. */
  readonly words: readonly TimedWord[];
  readonly durationSeconds: number;
  /** Width of one of the two rows of a cue in columns, where a CJK character takes two. A longer line is divided. */
  readonly columns?: number;
  readonly timing?: Partial<CaptionTiming>;
}

/** Seconds. */
export interface CaptionTiming {
  /** How long a cue is shown at least, where the next one leaves room for it. */
  readonly least: number;
  /** How long a line lasts at most whose words are not known to last longer. */
  readonly most: number;
  /** How long before it is sung, and after, a line is shown where there is room. */
  readonly lead: number;
  readonly linger: number;
  /** A gap shorter than this would flicker; the earlier cue then stays until the next one. */
  readonly gap: number;
}

const TIMING: CaptionTiming = { least: 1.2, most: 8, lead: 0.3, linger: 0.6, gap: 0.5 };
/** Usual for subtitles in Latin script; 21 CJK characters. */
export const COLUMNS = 42;
/** Lines that begin closer together are sung together, or nobody could read the first. */
const TOGETHER_SECONDS = 0.3;
/** A line is not divided into parts that are shown for less. */
const PART_SECONDS = 0.8;
/** Pace of a line whose end is not known. */
const WORD_SECONDS = 0.4;

/**
 * The captions of a song: in order, within it, never overlapping, their text that of the lines (P9). Times of words
 * are the known ones, and between them shared by length.
 */
export function captionCues(input: CaptionInput): CaptionCue[] {
  const timing = { ...TIMING, ...input.timing };
  const lines = timedLines(input.lines, input.durationSeconds);
  const parts = lines.flatMap(({ texts, startSeconds, endSeconds }, index) => {
    // Where two voices overlap, the earlier line gives way.
    const next = lines.slice(index + 1).find((line) => line.startSeconds - startSeconds >= TOGETHER_SECONDS);
    const span = { startSeconds, endSeconds: Math.min(endSeconds, next?.startSeconds ?? endSeconds) };
    return divided(timeWords(texts, span, input.words, timing.most), input.columns ?? COLUMNS);
  });
  return shown(together(parts), timing, input.durationSeconds);
}

function timedLines(lines: readonly LyricLine[], durationSeconds: number) {
  return lines
    .flatMap(({ text, startSeconds, endSeconds }) => {
      if (startSeconds === null || startSeconds >= durationSeconds || !isSung(text)) return [];
      const texts = splitWords(text);
      const known = endSeconds !== null && endSeconds > startSeconds;
      const end = known ? endSeconds : startSeconds + Math.max(1, texts.length * WORD_SECONDS);
      return [{ texts, startSeconds, endSeconds: Math.min(durationSeconds, end) }];
    })
    .sort((a, b) => a.startSeconds - b.startSeconds);
}

/** Divides a line that would not fit two rows, until every part does or would be too short to read. */
function divided(line: readonly CaptionWord[], columns: number): (readonly CaptionWord[])[] {
  if (line.length < 2 || columnWidth(textOf(line)) <= 2 * columns) return [line];
  const at = balancedBreak(line, columnWidth);
  const parts = [line.slice(0, at), line.slice(at)];
  if (parts.some((part) => secondsOf(part) < PART_SECONDS)) return [line];
  return parts.flatMap((part) => divided(part, columns));
}

/** Lines that are sung together as one cue of two rows; what is beyond two goes on in the second row. */
function together(lines: readonly (readonly CaptionWord[])[]): (readonly CaptionWord[])[][] {
  const cues: (readonly CaptionWord[])[][] = [];
  for (const line of lines) {
    const cue = cues.at(-1);
    if (cue === undefined || startOf(line) - startOf(cue[0]) >= TOGETHER_SECONDS) cues.push([line]);
    else if (cue.length === 1) cue.push(line);
    else cue[1] = joined(cue[1] ?? [], line);
  }
  return cues;
}

function joined(line: readonly CaptionWord[], more: readonly CaptionWord[]): CaptionWord[] {
  const last = line.at(-1);
  return last === undefined
    ? [...more]
    : [...line.slice(0, -1), { ...last, text: `${last.text.trimEnd()} ` }, ...more];
}

/** Gives cues the time around their singing that no other needs. */
function shown(
  cues: readonly (readonly (readonly CaptionWord[])[])[],
  timing: CaptionTiming,
  durationSeconds: number,
): CaptionCue[] {
  const sung = cues.map((lines) => ({
    lines,
    startSeconds: startOf(lines[0]),
    endSeconds: Math.max(...lines.map((line) => line.at(-1)?.endSeconds ?? 0)),
  }));
  let earliest = 0;
  return sung.map((cue, index) => {
    const startSeconds = Math.max(earliest, cue.startSeconds - timing.lead);
    const next = sung[index + 1];
    const latest = next ? next.startSeconds : durationSeconds;
    // The next line's lead goes before this one's lingering, but not before its least time.
    const lingering = Math.max(
      Math.min(cue.endSeconds + timing.linger, latest - (next ? timing.lead : 0)),
      startSeconds + timing.least,
      cue.endSeconds,
    );
    let endSeconds = Math.min(latest, lingering);
    const nextShown = next ? Math.max(endSeconds, next.startSeconds - timing.lead) : endSeconds;
    if (nextShown - endSeconds < timing.gap) endSeconds = nextShown;
    earliest = endSeconds;
    return { lines: cue.lines, startSeconds, endSeconds };
  });
}

const startOf = (line: readonly CaptionWord[] | undefined) => line?.[0]?.startSeconds ?? 0;

const secondsOf = (line: readonly CaptionWord[]) => (line.at(-1)?.endSeconds ?? 0) - startOf(line);
