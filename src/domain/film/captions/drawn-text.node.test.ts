import { describe, expect, it } from 'vitest';
import { hanDesignOf, songHanDesign } from './caption-fonts.ts';
import { drawnText, fontRuns, isRightToLeft } from './drawn-text.ts';

describe('what of a text is drawn', () => {
  it.each([
    ['plain text', 'Don’t stop — été', 'Don’t stop — été'],
    ['emoji, families, flags and keycaps are not', 'a😀b👩‍👩‍👧c🇫🇷d1️⃣e', 'abcde'],
    ['symbols that are text unless marked otherwise are', '❤️ ♪ ★', '❤ ♪ ★'],
    ['newlines and tabs are spaces', 'a\nb\tc\u2028d', 'a b c d'],
    ['private, unassigned and invisible characters are not', 'a\uE000\u{10FFFF}\u200B\u202Eb', 'ab'],
    ['joiners that shape letters are kept', 'می\u200Cخواهم क्\u200Dष', 'می\u200Cخواهم क्\u200Dष'],
  ])('%s', (_, text, drawn) => {
    expect(drawnText(text)).toBe(drawn);
  });
});

describe('fonts', () => {
  it.each([
    ['Привет, Γεια, hi!', [['Привет, Γεια, hi!', 'Noto Sans']]],
    [
      '「Hi」と言った…',
      [
        ['「', 'Noto Sans CJK JP'],
        ['Hi', 'Noto Sans'],
        ['」と言った…', 'Noto Sans CJK JP'],
      ],
    ],
    [
      'שלום, עולם!',
      [
        ['שלום', 'Noto Sans Hebrew'],
        [', ', 'Noto Sans'],
        ['עולם', 'Noto Sans Hebrew'],
        ['!', 'Noto Sans'],
      ],
    ],
    [
      'حبيبي، يا 2',
      [
        ['حبيبي، يا ', 'Noto Sans Arabic'],
        ['2', 'Noto Sans'],
      ],
    ],
    [
      'คืน नमस्ते',
      [
        ['คืน ', 'Noto Sans Thai'],
        ['नमस्ते', 'Noto Sans Devanagari'],
      ],
    ],
  ])('%j', (text, runs) => {
    expect(fontRuns(text, 'japanese').map((run) => [run.text, run.font.family])).toEqual(runs);
  });

  it.each([
    [['今夜'], 'japanese', 'japanese'],
    [['今夜'], 'zh-Hant', 'traditional'],
    [['今夜'], 'zh_CN', 'simplified'],
    [['今夜', 'は'], null, 'japanese'],
    [['今夜', '사랑'], null, 'korean'],
    [['我們沒有說'], null, 'traditional'],
    [['我們沒有說', 'カ'], 'chinese', 'traditional'],
    [['我们没有说'], 'chinese', 'simplified'],
    [['今夜'], null, 'simplified'],
  ] as const)('%j in %s is drawn as %s', (texts, language, design) => {
    expect(songHanDesign(texts, language)).toBe(design);
  });

  it('follow the kana of a cue in a Chinese song', () => {
    expect([hanDesignOf('今夜は', 'simplified'), hanDesignOf('今夜', 'simplified')]).toEqual([
      'japanese',
      'simplified',
    ]);
  });
});

describe('the direction of a text', () => {
  it.each([
    ['שלום baby', true],
    ['"12, حب', true],
    ['baby שלום', false],
    ['2025!', false],
  ])('%s', (text, rightToLeft) => {
    expect(isRightToLeft(text)).toBe(rightToLeft);
  });
});
