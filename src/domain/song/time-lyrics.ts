import type { LyricLine, TimedWord } from '#contracts/entities/song.ts';
import { alignWords } from './align-words.ts';
import { alignedTime, interpolatedTimes, type LineTime, USUAL_WORD_SECONDS } from './line-times.ts';
import { type HeardToken, heardTokens, tokensOf } from './word-tokens.ts';

export interface LyricTimingInput {
  readonly lines: readonly LyricLine[];
  /** Words as a speech service heard them; only their times are used. */
  readonly heard: readonly TimedWord[];
  readonly durationSeconds: number;
}

/** A stretch of lines without given times, `from` to `to` exclusive, and the time that they have. */
interface Run {
  readonly from: number;
  readonly to: number;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/**
 * Gives times to lyrics; never changes a word of them (P9). Lines with given times keep them. Others are aligned
 * with the heard words of the time between, and where too little was heard placed between their neighbours. Without
 * given or heard times there is nothing to go by, and lines stay without. Results are in order and within the song.
 */
export function timeLyrics(input: LyricTimingInput): LyricLine[] {
  const { durationSeconds } = input;
  const lines = input.lines.map((line) => ({ ...line }));
  const words = lines.map((line) => tokensOf(line.text));
  const heard = heardTokens(input.heard, durationSeconds);
  for (const run of runsOf(lines, words, durationSeconds)) {
    const times = runTimes(run, lines, words.slice(run.from, run.to), heard);
    lines.splice(
      run.from,
      run.to - run.from,
      ...lines.slice(run.from, run.to).map((line, index) => ({
        text: line.text,
        startSeconds: times[index]?.startSeconds ?? null,
        endSeconds: times[index]?.endSeconds ?? null,
        timing: times[index]?.timing ?? ('none' as const),
      })),
    );
  }
  return lines.map((line, index) =>
    closedLine(line, lines[index + 1], words[index]?.length ?? 0, durationSeconds),
  );
}

function runsOf(lines: readonly LyricLine[], words: readonly string[][], durationSeconds: number): Run[] {
  const runs: Run[] = [];
  for (let from = 0; from < lines.length; from += 1) {
    if (isGiven(lines[from])) continue;
    let to = from;
    while (to < lines.length && !isGiven(lines[to])) to += 1;
    const endSeconds = Math.min(durationSeconds, lines[to]?.startSeconds ?? durationSeconds);
    const before = lines[from - 1];
    const startSeconds = before ? singingEnd(before, words[from - 1]?.length ?? 0, endSeconds) : 0;
    runs.push({ from, to, startSeconds: Math.min(startSeconds, endSeconds), endSeconds });
    from = to;
  }
  return runs;
}

/** End of a given line; where it says none, what its words take, but at most half of what is left. */
function singingEnd(line: LyricLine, wordCount: number, untilSeconds: number): number {
  const start = line.startSeconds ?? 0;
  if (line.endSeconds !== null) return line.endSeconds;
  return Math.min(start + wordCount * USUAL_WORD_SECONDS, (start + Math.max(start, untilSeconds)) / 2);
}

function runTimes(
  run: Run,
  lines: readonly LyricLine[],
  words: readonly string[][],
  heard: readonly HeardToken[],
): LineTime[] {
  const within = heard.filter(({ startSeconds, endSeconds }) => {
    const middle = (startSeconds + endSeconds) / 2;
    return middle >= run.startSeconds && middle <= run.endSeconds;
  });
  const matches = alignWords(
    words.flat(),
    within.map(({ text }) => text),
  );
  let first = 0;
  const aligned = words.map((line) => {
    const own = [...matches.subarray(first, first + line.length)];
    first += line.length;
    return alignedTime(
      line.length,
      own.map((index) => within[index] ?? null),
    );
  });
  const bounds = { given: { before: run.from > 0, behind: run.to < lines.length }, heard: within };
  if (!aligned.some(Boolean) && !bounds.given.before && !bounds.given.behind && within.length === 0)
    return [];
  return inOrder(filledTimes(run, aligned, words, bounds), run);
}

/** Fills the gaps between aligned lines. */
function filledTimes(
  run: Run,
  aligned: readonly (LineTime | null)[],
  words: readonly string[][],
  bounds: { given: { before: boolean; behind: boolean }; heard: readonly HeardToken[] },
): LineTime[] {
  const pace = usualPace(aligned, words);
  const lonely = !aligned.some(Boolean) && !bounds.given.before && !bounds.given.behind;
  const times: LineTime[] = [];
  for (let index = 0; index < aligned.length; ) {
    const known = aligned[index];
    if (known) {
      times.push(known);
      index += 1;
      continue;
    }
    let end = index;
    while (end < aligned.length && !aligned[end]) end += 1;
    // Where nothing matched, the lines at least lie where somebody was heard.
    const from = times.at(-1)?.endSeconds ?? (lonely ? bounds.heard[0]?.startSeconds : undefined);
    const to = aligned[end]?.startSeconds ?? (lonely ? bounds.heard.at(-1)?.endSeconds : undefined);
    const gap = {
      fromSeconds: from ?? run.startSeconds,
      toSeconds: to ?? run.endSeconds,
      after: index > 0 || bounds.given.before,
      before: end < aligned.length || bounds.given.behind,
    };
    const counts = words.slice(index, end).map((line) => line.length);
    times.push(...interpolatedTimes(counts, gap, pace));
    index = end;
  }
  return times;
}

/** Median seconds per word of the aligned lines. */
function usualPace(aligned: readonly (LineTime | null)[], words: readonly string[][]): number {
  const paces = aligned
    .flatMap((time, index) =>
      time ? [(time.endSeconds - time.startSeconds) / Math.max(1, words[index]?.length ?? 1)] : [],
    )
    .filter((pace) => pace > 0)
    .sort((a, b) => a - b);
  return paces[Math.floor(paces.length / 2)] ?? USUAL_WORD_SECONDS;
}

/** Keeps lines within their run, each starting after the one before and ending before the next. */
function inOrder(times: readonly LineTime[], run: Run): LineTime[] {
  let earliest = run.startSeconds;
  const starts = times.map(({ startSeconds }) => {
    earliest = Math.min(run.endSeconds, Math.max(earliest, startSeconds));
    return earliest;
  });
  return times.map((time, index) => {
    const startSeconds = starts[index] ?? run.startSeconds;
    const latest = starts[index + 1] ?? run.endSeconds;
    return { ...time, startSeconds, endSeconds: Math.max(startSeconds, Math.min(latest, time.endSeconds)) };
  });
}

/** A line with a start and no end lasts until the next one, the last one as long as its words take. */
function closedLine(
  line: LyricLine,
  next: LyricLine | undefined,
  wordCount: number,
  durationSeconds: number,
): LyricLine {
  const start = line.startSeconds;
  if (start === null || line.endSeconds !== null) return line;
  const sung = Math.min(durationSeconds, start + Math.max(1, wordCount * USUAL_WORD_SECONDS));
  return { ...line, endSeconds: Math.max(start, next?.startSeconds ?? sung) };
}

function isGiven(line: LyricLine | undefined): boolean {
  return line !== undefined && line.timing === 'given' && line.startSeconds !== null;
}
