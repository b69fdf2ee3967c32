import type { TimedWord } from '#contracts/entities/song.ts';

/** Scripts written without spaces between words; their characters are compared one by one. */
const UNSPACED =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}]';
const HAS_UNSPACED = new RegExp(UNSPACED, 'u');
const TOKEN = new RegExp(`${UNSPACED}\\p{M}*|(?:(?!${UNSPACED})[\\p{L}\\p{N}\\p{M}])+`, 'gu');
/** One syllabary stands for the other: speech services write either. */
const KATAKANA = /[\u30A1-\u30F6]/gu;
const asHiragana = (sign: string) => String.fromCharCode(sign.charCodeAt(0) - 0x60);
const APOSTROPHES = /['’‘ʼ`´]/gu;

/** A word, or a character of an unspaced script, as it is compared: no case, accents or punctuation. */
export interface HeardToken {
  readonly text: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** Whether a text has characters of a script written without spaces between words. */
export function isUnspaced(text: string): boolean {
  return HAS_UNSPACED.test(text);
}

/** The comparable tokens of a text in any script: `Don’t stop!` gives `dont`, `stop`; `東京` gives two. */
export function tokensOf(text: string): string[] {
  const plain = text.normalize('NFKC').toLowerCase().replace(APOSTROPHES, '');
  return (plain.match(TOKEN) ?? [])
    .map((token) => token.normalize('NFKD').replace(/\p{M}/gu, '').replace(KATAKANA, asHiragana))
    .filter((token) => token !== '');
}

/** Heard words as tokens, in order of their start and within the song; a word of several tokens shares its time. */
export function heardTokens(words: readonly TimedWord[], durationSeconds: number): HeardToken[] {
  const within = (seconds: number) => Math.min(durationSeconds, Math.max(0, seconds));
  return [...words]
    .sort((a, b) => a.startSeconds - b.startSeconds)
    .flatMap((word) => {
      const tokens = tokensOf(word.text);
      const start = within(word.startSeconds);
      const step = (Math.max(start, within(word.endSeconds)) - start) / tokens.length;
      return tokens.map((text, index) => ({
        text,
        startSeconds: start + index * step,
        endSeconds: start + (index + 1) * step,
      }));
    });
}
