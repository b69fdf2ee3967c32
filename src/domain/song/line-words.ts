import { sungPart } from './sung-text.ts';
import { isUnspaced, tokensOf } from './word-tokens.ts';

/** A word of a line as it is written, what is compared of it, and how long it is beside others. */
export interface LineWord {
  readonly text: string;
  readonly tokens: readonly string[];
  /** Its syllables, as far as spelling tells; at least one. */
  readonly weight: number;
}

/**
 * The words of a line, or the characters of a script without spaces. Together they are the whole text but for the
 * spaces between them: what is not sung, such as a dash or a `(x2)`, stays with the word before it.
 */
export function lineWords(text: string): LineWord[] {
  const sung = sungPart(text);
  const words: { text: string; tokens: string[] }[] = [];
  let at = 0;
  for (const piece of text.matchAll(/\S+/gu)) {
    const isSung = piece.index < sung.length;
    for (const part of isUnspaced(piece[0]) ? characters(piece[0]) : [piece[0]]) {
      const start = text.indexOf(part, at);
      const between = text.slice(at, start);
      at = start + part.length;
      const tokens = isSung ? tokensOf(part) : [];
      const before = words.at(-1);
      if (tokens.length > 0 || !before) words.push({ text: part, tokens });
      else before.text += between + part;
    }
  }
  // What comes before the first sung word, such as an opening dash, belongs to it.
  const [first, second] = words;
  if (first && second && first.tokens.length === 0) {
    const between = text.slice(text.indexOf(first.text) + first.text.length, text.indexOf(second.text));
    words.splice(0, 2, { text: first.text + between + second.text, tokens: second.tokens });
  }
  return words.map((word) => ({ ...word, weight: weightOf(word.tokens) }));
}

function weightOf(tokens: readonly string[]): number {
  return Math.max(
    1,
    tokens.reduce((sum, token) => sum + syllables(token), 0),
  );
}

/** Groups of vowels; the last `e` of English and French is silent. Of other scripts, two letters are a syllable. */
export function syllables(token: string): number {
  if (isUnspaced(token)) return 1;
  if (!/^[a-z]+$/u.test(token)) return Math.max(1, Math.round(token.length / 2.5));
  const groups = token.replace(/(?<=[a-z]{2})e[sd]?$/u, '').match(/[aeiouy]+/gu);
  return Math.max(1, groups?.length ?? 0);
}

/** Characters of unspaced scripts one by one, runs of anything else as they are. */
function characters(text: string): string[] {
  const parts: string[] = [];
  let afterSingle = false;
  for (const { segment } of new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text)) {
    const single = isUnspaced(segment);
    const begins = single || (afterSingle && tokensOf(segment).length > 0);
    if (begins || parts.length === 0) {
      parts.push(segment);
      afterSingle = single;
    } else parts.push((parts.pop() ?? '') + segment);
  }
  return parts;
}
