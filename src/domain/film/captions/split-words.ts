import { segments } from './segments.ts';

/** Scripts written without spaces between words. */
export const UNSPACED =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Bopomofo}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u;
/** What no row may begin with: closing and small characters (JIS X 4051), repetition marks, all that combines. */
const NEVER_FIRST =
  /^[\p{Pe}\p{Pf}\p{M}\s,.!?:;…‥、。，．！？：；・ー々〻ゝゞヽヾ〜～ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶๆໆៗ%°"'’”]/u;
/** What no row may end with. */
const NEVER_LAST = /[\p{Ps}\p{Pi}“‘"'#$¥]$/u;

/**
 * A line as words with the spaces behind them: put together they are the line without spaces around it. Scripts
 * without spaces are divided by a dictionary (ECMA-402 `Intl.Segmenter`), never where a row must not begin or end.
 */
export function splitWords(line: string): string[] {
  const spaced = line.trim().match(/\S+\s*/gu) ?? [];
  return spaced.flatMap((word) => (UNSPACED.test(word) ? splitUnspaced(word) : [word]));
}

function splitUnspaced(text: string): string[] {
  const words: string[] = [];
  for (const segment of segments(text, 'word')) {
    const before = words.at(-1);
    if (before === undefined || mayBreak(before, segment)) words.push(segment);
    else words[words.length - 1] = before + segment;
  }
  return words;
}

function mayBreak(before: string, after: string): boolean {
  if (NEVER_FIRST.test(after) || NEVER_LAST.test(before) || belongsBefore(before, after)) return false;
  return UNSPACED.test(segments(before, 'grapheme').at(-1) ?? '') || UNSPACED.test(after);
}

/** Japanese endings and particles, which dictionaries part from their word: kana behind a character, or alone. */
function belongsBefore(before: string, after: string): boolean {
  return /^\p{sc=Hiragana}$/u.test(after) || (/\p{sc=Han}$/u.test(before) && /^\p{sc=Hiragana}/u.test(after));
}
