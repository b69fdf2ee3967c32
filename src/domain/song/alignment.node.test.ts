import { describe, expect, it } from 'vitest';
import { seeded } from '../testing/seeded.ts';
import { heardOf, type InventedSong, inventSong, type Mishearing } from './testing/invent-song.ts';
import { LANGUAGES, type Language } from './testing/languages.ts';
import { timeLyrics } from './time-lyrics.ts';

const SONGS = 12;

function plain(song: InventedSong) {
  return song.lines.map(({ text }) => ({
    text,
    startSeconds: null,
    endSeconds: null,
    timing: 'none' as const,
  }));
}

interface Measured {
  readonly error: number;
  readonly confidence: number;
}

/** Errors of line starts in seconds over some songs, every text checked on the way. */
function measure(
  language: Language,
  mistakes: Mishearing,
  seed: number,
): { lines: Measured[]; words: number[] } {
  const lines: Measured[] = [];
  const words: number[] = [];
  for (let number = 0; number < SONGS; number += 1) {
    const next = seeded(seed * 1000 + number);
    const song = inventSong(next, language);
    const heard = heardOf(song, language, next, mistakes);
    const timed = timeLyrics({ lines: plain(song), heard, durationSeconds: song.durationSeconds });
    expect(timed.map(({ text }) => text)).toEqual(song.lines.map(({ text }) => text));
    timed.forEach((line, index) => {
      const truth = song.lines[index]?.words ?? [];
      const error = Math.abs((line.startSeconds ?? 1e9) - (truth[0]?.startSeconds ?? 0));
      lines.push({ error, confidence: line.confidence ?? 0 });
      if (line.words.length !== truth.length) return;
      line.words.forEach(({ startSeconds }, at) => {
        words.push(Math.abs(startSeconds - (truth[at]?.startSeconds ?? 0)));
      });
    });
  }
  return { lines, words };
}

function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

describe('line starts of invented songs', () => {
  const table: string[] = [];
  const languages = Object.keys(LANGUAGES) as Language[];
  for (const language of languages)
    for (const rate of [0.1, 0.2, 0.4])
      it(`in ${language}, ${rate * 100} % of the words dropped, doubled and misheard`, () => {
        const mistakes = { dropped: rate, doubled: rate, misheard: rate, adLibs: rate, missing: rate / 10 };
        const { lines, words } = measure(language, mistakes, 7);
        const errors = lines.map(({ error }) => error);
        table.push(
          `${language.padEnd(9)} ${String(rate * 100).padStart(2)} %: median ${quantile(errors, 0.5).toFixed(3)} s, 90th ${quantile(errors, 0.9).toFixed(2)} s, words ${quantile(words, 0.5).toFixed(3)} s`,
        );
        console.log(table.at(-1));
      });
});
