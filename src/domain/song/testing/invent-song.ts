import type { TimedWord } from '#contracts/entities/song.ts';
import { syllables } from '../line-words.ts';
import { tokensOf } from '../word-tokens.ts';
import { LANGUAGES, type Language } from './languages.ts';

/** A song with known truth. */
export interface InventedSong {
  readonly lines: readonly { readonly text: string; readonly words: readonly TimedWord[] }[];
  readonly durationSeconds: number;
}

/** How often each of these happens to a word, 0 to 1. */
export interface Mishearing {
  readonly dropped: number;
  readonly doubled: number;
  readonly misheard: number;
  /** Ad-libs heard behind a line that are in no lyrics. */
  readonly adLibs?: number;
  /** Lines of which nothing was heard. */
  readonly missing?: number;
}

const INTERJECTIONS = ['yeah', 'oh', 'uh', 'la la', 'come on', 'hey'];

/** Verses and a chorus that comes back, sung at about four syllables a second with rests. */
export function inventSong(
  next: () => number,
  language: Language,
  size: { verses?: number; wordsPerLine?: number } = {},
): InventedSong {
  const { spaced, words } = LANGUAGES[language];
  const vocabulary = words.split(' ');
  const { verses = 3, wordsPerLine = 6 } = size;
  const line = () =>
    Array.from({ length: Math.max(2, wordsPerLine - 2 + Math.floor(next() * 5)) }, () =>
      picked(vocabulary, next),
    );
  const chorus = [line(), line(), line(), line()];
  const texts = Array.from({ length: verses }, () => [line(), line(), line(), line(), ...chorus]).flat();
  let at = 4 + next() * 10;
  const lines = texts.map((parts, index) => {
    if (index > 0) at += index % 4 === 0 ? 2 + next() * 8 : 0.15 + next() * 1.2;
    const pace = 0.2 + next() * 0.12;
    const sung = parts.map((text) => {
      const startSeconds = at;
      const length = tokensOf(text).reduce((sum, token) => sum + syllables(token), 0);
      at += length * pace * (0.7 + next() * 0.6);
      return { text, startSeconds, endSeconds: at };
    });
    return { text: parts.join(spaced ? ' ' : ''), words: sung };
  });
  return { lines, durationSeconds: at + 5 + next() * 10 };
}

/** What a speech service makes of a song: words with times that are a little off, and mistakes. */
export function heardOf(
  song: InventedSong,
  language: Language,
  next: () => number,
  mistakes: Mishearing,
): TimedWord[] {
  const vocabulary = LANGUAGES[language].words.split(' ');
  const heard: TimedWord[] = [];
  const wobble = () => (next() + next() - 1) * 0.08;
  for (const { words } of song.lines) {
    if (next() < (mistakes.missing ?? 0)) continue;
    for (const word of words) {
      if (next() < mistakes.dropped) continue;
      const text = next() < mistakes.misheard ? misheard(word.text, vocabulary, next) : word.text;
      const startSeconds = Math.max(0, word.startSeconds + wobble());
      const endSeconds = Math.max(startSeconds, word.endSeconds + wobble());
      if (next() >= mistakes.doubled) {
        heard.push({ text, startSeconds, endSeconds });
        continue;
      }
      const middle = (startSeconds + endSeconds) / 2;
      heard.push({ text, startSeconds, endSeconds: middle }, { text, startSeconds: middle, endSeconds });
    }
    const end = words.at(-1)?.endSeconds ?? 0;
    if (next() < (mistakes.adLibs ?? 0))
      heard.push({ text: picked(INTERJECTIONS, next), startSeconds: end + 0.1, endSeconds: end + 0.4 });
  }
  return heard.sort((a, b) => a.startSeconds - b.startSeconds);
}

/** Another word, two words, or letters that changed: a third each. */
function misheard(text: string, vocabulary: readonly string[], next: () => number): string {
  const kind = next();
  const letters = [...text];
  if (kind < 1 / 3 || letters.length < 3) return picked(vocabulary, next);
  if (kind < 2 / 3) {
    const cut = 1 + Math.floor(next() * (letters.length - 1));
    return `${letters.slice(0, cut).join('')} ${letters.slice(cut).join('')}`;
  }
  const other = [...picked(vocabulary, next)];
  const at = Math.floor(next() * letters.length);
  return letters.map((letter, index) => (index === at ? (other[0] ?? letter) : letter)).join('');
}

function picked<T>(from: readonly T[], next: () => number): T {
  const one = from[Math.floor(next() * from.length)];
  if (one === undefined) throw new Error('nothing to pick from');
  return one;
}
