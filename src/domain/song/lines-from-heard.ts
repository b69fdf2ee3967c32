import type { LyricLine, TimedWord } from '#contracts/entities/song.ts';

export interface HeardInput {
  readonly words: readonly TimedWord[];
  /** Phrases with punctuation, as some speech services give them; may be empty. */
  readonly segments: readonly { text: string; startSeconds: number; endSeconds: number }[];
}

interface Piece {
  readonly text: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

const PAUSE_SECONDS = 0.8;
const LONGEST_SECONDS = 8;
const MOST_WORDS = 12;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/**
 * Lines of a transcription: one per segment, a long one divided at its longest pause; without segments, words are
 * grouped by pauses. Times are those of the words where there are any, since segments begin too early over music.
 */
export function linesFromHeard(input: HeardInput): LyricLine[] {
  const words = input.words.filter((word) => word.text.trim() !== '').sort(byStart);
  const segments = input.segments.filter((segment) => segment.text.trim() !== '').sort(byStart);
  const pieces =
    segments.length === 0 ? groupsOf(words) : segments.flatMap((segment) => linesOf(segment, words));
  const lines = pieces.filter(({ text }) => /[\p{L}\p{N}]/u.test(text)).sort(byStart);
  return lines.map((line, index) => {
    const next = lines[index + 1]?.startSeconds ?? Number.POSITIVE_INFINITY;
    const endSeconds = Math.max(line.startSeconds, Math.min(line.endSeconds, next));
    return { text: line.text, startSeconds: line.startSeconds, endSeconds, timing: 'aligned' };
  });
}

function linesOf(segment: Piece, words: readonly TimedWord[]): Piece[] {
  const text = segment.text.trim();
  const own = words.filter((word) => {
    const middle = (word.startSeconds + word.endSeconds) / 2;
    return middle >= segment.startSeconds && middle < segment.endSeconds;
  });
  const first = own[0];
  const last = own.at(-1);
  if (!first || !last) return [{ ...segment, text }];
  const tokens = text.split(/\s+/u);
  // With as many words as tokens, each token is its word, and the segment's punctuation survives a division.
  const paired = tokens.length === own.length;
  const timed = own.map((word, index) => ({
    ...word,
    text: paired ? (tokens[index] ?? word.text) : word.text,
  }));
  if (paired) return divided(timed).map(lineOf);
  return [
    { text, startSeconds: first.startSeconds, endSeconds: Math.max(last.endSeconds, first.startSeconds) },
  ];
}

/** Divides words at their longest pauses until every part is of a line's length. */
function divided(words: readonly TimedWord[]): (readonly TimedWord[])[] {
  const first = words[0];
  const last = words.at(-1);
  if (!first || !last) return [];
  const long = words.length > MOST_WORDS || last.endSeconds - first.startSeconds > LONGEST_SECONDS;
  if (!long || words.length < 4) return [words];
  let cut = 0;
  let longest = Number.NEGATIVE_INFINITY;
  for (let index = 2; index <= words.length - 2; index += 1) {
    const pause = (words[index]?.startSeconds ?? 0) - (words[index - 1]?.endSeconds ?? 0);
    // Among equal pauses the one nearest the middle, else words without pauses would crumble from one side.
    const score = pause - Math.abs(index - words.length / 2) * 1e-3;
    if (score > longest) {
      longest = score;
      cut = index;
    }
  }
  return [...divided(words.slice(0, cut)), ...divided(words.slice(cut))];
}

function groupsOf(words: readonly TimedWord[]): Piece[] {
  const groups: TimedWord[][] = [];
  for (const word of words) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    if (group && before && word.startSeconds - before.endSeconds <= PAUSE_SECONDS) group.push(word);
    else groups.push([word]);
  }
  return groups.flatMap((group) => divided(group).map(lineOf));
}

function lineOf(words: readonly TimedWord[]): Piece {
  const texts = words.map((word) => word.text.trim());
  const first = words[0]?.startSeconds ?? 0;
  return {
    text: texts.reduce((line, text) => line + (needsSpace(line, text) ? ' ' : '') + text, ''),
    startSeconds: first,
    endSeconds: Math.max(first, words.at(-1)?.endSeconds ?? first),
  };
}

function needsSpace(line: string, text: string): boolean {
  return line !== '' && !(UNSPACED.test(line.slice(-1)) && UNSPACED.test(text.slice(0, 1)));
}

function byStart(a: { startSeconds: number }, b: { startSeconds: number }): number {
  return a.startSeconds - b.startSeconds;
}
