import type { LyricLine } from '#contracts/entities/song.ts';
import type { LyricsProblem } from './lyrics-document.ts';
import { tokensOf } from './word-tokens.ts';

/**
 * What the words of one song may come to, in characters, lines and words: several times the longest songs there are,
 * and still a row that the project's object can hold (2 MB).
 */
export const LYRICS_LIMITS = { characters: 150_000, lines: 2000, words: 6000 } as const;

/** Why lines are too many to be the words of one song; null where they are not. */
export function tooLongProblem(lines: readonly LyricLine[]): LyricsProblem | null {
  const { characters, lines: mostLines, words: mostWords } = LYRICS_LIMITS;
  const problem = (what: string) => ({
    code: 'lyrics-too-long' as const,
    message: `The lyrics have ${what}. Send the words of this song alone.`,
    line: null,
  });
  if (lines.length > mostLines) return problem(`${lines.length} lines; at most ${mostLines} are taken`);
  const length = lines.reduce((sum, { text }) => sum + text.length, 0);
  // A line with many times in LRC is as many lines.
  if (length > characters) return problem(`${length} characters; at most ${characters} are taken`);
  const words = lines.reduce((sum, { text }) => sum + tokensOf(text).length, 0);
  return words > mostWords ? problem(`${words} words; at most ${mostWords} are taken`) : null;
}

/** Signs that a file was read in another encoding than its own, so that words were lost; null where there is none. */
export function garbledProblem(text: string): LyricsProblem | null {
  const problem = (what: string, line: number | null): LyricsProblem => ({
    code: 'lyrics-garbled',
    message: `${what} Send the bytes of the file as \`sourceBase64\`, or save it as UTF-8.`,
    line,
  });
  if (text.includes('\0'))
    return problem('The text holds zero characters, as UTF-16 read as UTF-8 does.', null);
  const lost = text.search(/\uFFFD/u);
  if (lost >= 0 || !text.isWellFormed()) {
    const line = lost < 0 ? null : text.slice(0, lost).split(/\r\n|[\n\r]/u).length;
    return problem('The text holds characters that were lost when the file was read.', line);
  }
  return null;
}
