import { describe, expect, it } from 'vitest';
import type { TimedWord } from '#contracts/entities/song.ts';
import { LyricsReport } from '#contracts/views/lyrics-report.ts';
import { seeded } from '../../testing/seeded.ts';
import { givenLine, untimedLine } from '../lyrics-document.ts';
import { heardOf, inventSong, type Mishearing } from '../testing/invent-song.ts';
import type { Language } from '../testing/languages.ts';
import { timeLyrics } from '../time-lyrics.ts';
import { languageOf } from './language-of.ts';
import { lyricsReport } from './lyrics-report.ts';

const NONE: Mishearing = { dropped: 0, doubled: 0, misheard: 0 };

function reported(ours: Language, theirs: Language, options: { same: boolean; mistakes?: Mishearing }) {
  const next = seeded(9);
  const song = inventSong(next, ours);
  const sung = options.same ? song : inventSong(seeded(10), theirs);
  const words = heardOf(sung, theirs, next, options.mistakes ?? NONE);
  const lines = timeLyrics({
    lines: song.lines.map(({ text }) => untimedLine(text)),
    heard: words,
    durationSeconds: 1000,
  });
  return LyricsReport.parse(lyricsReport({ lines, transcript: { words, language: null } }));
}

const sung = (text: string, from: number): TimedWord[] =>
  text.split(' ').map((word, index) => ({
    text: word,
    startSeconds: from + index / 2,
    endSeconds: from + index / 2 + 0.5,
  }));

describe('the report', () => {
  it('of lyrics that were heard as they are is full of confidence', () => {
    const report = reported('english', 'english', { same: true });
    expect(report).toMatchObject({
      verdict: 'fits',
      lookAt: [],
      notInLyrics: [],
      coverage: { lyricsHeard: 1, heardInLyrics: 1 },
    });
    expect(report.score).toBeGreaterThan(0.95);
  });

  it.each([
    ['another-language', 'english', 'russian'],
    ['another-language', 'japanese', 'french'],
    ['another-language', 'english', 'french'],
    ['another-song', 'english', 'english'],
    ['another-song', 'russian', 'russian'],
  ] as const)('says %s of lyrics in %s where %s was heard', (verdict, ours, theirs) => {
    const report = reported(ours, theirs, { same: false });
    expect(report.verdict).toBe(verdict);
    expect(report.score).toBe(0);
    expect(report.lookAt).toHaveLength(report.coverage.lines);
  });

  it('says of a song with many mistakes which lines to look at, the worst first', () => {
    const mistakes = { dropped: 0.2, doubled: 0.2, misheard: 0.2, missing: 0.2, adLibs: 0.2 };
    const report = reported('english', 'english', { same: true, mistakes });
    expect(report.verdict).toBe('fits-partly');
    const reasons = report.lookAt.map(({ why }) => why);
    expect(reasons).toContain('not-heard');
    expect(reasons).toEqual(
      [...reasons].sort((a, b) => Number(b === 'not-heard') - Number(a === 'not-heard')),
    );
    expect(report.notes.join(' ')).toContain('need a look');
  });

  it('tells what was heard at a line and what is in no line', () => {
    const words = [
      ...sung('hold on to the Morning', 5),
      ...sung('spoken by nobody ever', 12),
      ...sung('and never let it go', 20),
    ];
    const lines = timeLyrics({
      lines: ['hold on to the morning', 'and never let it go'].map(untimedLine),
      heard: words,
      durationSeconds: 30,
    });
    const report = lyricsReport({ lines, transcript: { words, language: 'english' } });
    expect(report.lines[0]).toMatchObject({ heard: 'hold on to the Morning', heardAtSeconds: 5 });
    expect(report.notInLyrics).toEqual([{ text: 'spoken by nobody ever', startSeconds: 12, endSeconds: 14 }]);
    expect(report.languages.heard).toBe('english');
  });

  it('notices that all given times are early, and a single one that is off', () => {
    const texts = [
      'hold on to the morning',
      'and never let it go',
      'walking home in winter',
      'a letter from the river',
      'somebody is calling',
    ];
    const words = texts.flatMap((text, index) => sung(text, 10 + index * 6));
    const at = (index: number, shift: number) => givenLine(texts[index] ?? '', 10 + index * 6 + shift, null);
    const early = lyricsReport({
      lines: texts.map((_, index) => at(index, -1.5)),
      transcript: { words, language: null },
    });
    expect(early.offsetSeconds).toBe(1.5);
    expect(early.notes.join(' ')).toContain('early by 1.50 s');
    const lines = timeLyrics({
      lines: texts.map((_, index) => at(index, index === 2 ? -3 : 0)),
      heard: words,
      durationSeconds: 60,
    });
    const one = lyricsReport({ lines, transcript: { words, language: null } });
    expect(one.offsetSeconds).toBeNull();
    expect(one.lookAt).toMatchObject([{ index: 2, why: 'off' }]);
  });

  it('without a transcript, and of an instrumental, says so', () => {
    const lines = [untimedLine('hold on')];
    expect(lyricsReport({ lines, transcript: null })).toMatchObject({
      verdict: 'not-transcribed',
      score: null,
    });
    expect(lyricsReport({ lines, transcript: { words: [], language: null } })).toMatchObject({
      verdict: 'nothing-heard',
      score: 0,
      lookAt: [{ why: 'no-time' }],
    });
  });
});

describe('the language of words', () => {
  it.each([
    ['the night is long and you are not with me', 'english'],
    ['je ne sais pas que tu es dans la rue pour moi', 'french'],
    ['ich bin nicht der und die nacht ist so lang mit dir', 'german'],
    ['夜 の 海 を わ す れ な い', 'japanese'],
    ['夜 晚 河 流', 'chinese'],
    ['я и ты на дороге', 'russian'],
    ['la la la oh oh', null],
  ])('%s: %s', (text, language) => {
    expect(languageOf(text.split(' ')).language).toBe(language);
  });
});
