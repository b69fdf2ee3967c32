import { describe, expect, it } from 'vitest';
import { textOf } from './caption-cue.ts';
import { breakRows } from './rows.ts';
import { splitWords } from './split-words.ts';
import { columnWidth } from './text-width.ts';

const rows = (line: string, most: number) =>
  breakRows(
    splitWords(line).map((text) => ({ text, startSeconds: 0, endSeconds: 0 })),
    columnWidth,
    most,
  ).map(textOf);

describe('the words of a line', () => {
  it.each([
    ['Don’t  stop, rock-n-roll!', ['Don’t  ', 'stop, ', 'rock-n-roll!']],
    ['今夜は「きっと」行こう。', ['今夜は', '「きっと」', '行こう。']],
    ['僕らの Tシャツ', ['僕らの ', 'T', 'シャツ']],
    ['오늘 밤은', ['오늘 ', '밤은']],
    ['คืนนี้เป็นของเรา', ['คืน', 'นี้', 'เป็น', 'ของ', 'เรา']],
    ['   ', []],
  ])('%j', (line, words) => {
    expect(splitWords(line)).toEqual(words);
  });
});

describe('a line', () => {
  it.each([
    ['stays one row where it fits', 'Hold on to me', 20, ['Hold on to me']],
    [
      'is broken in the middle',
      'Hold on to me until the morning light',
      20,
      ['Hold on to me until', 'the morning light'],
    ],
    [
      'is broken after a phrase near it',
      'Hold on to me, until the morning comes',
      24,
      ['Hold on to me,', 'until the morning comes'],
    ],
    [
      'is balanced where a phrase would make a row too long',
      'Hold on to me, until the morning comes',
      22,
      ['Hold on to me, until', 'the morning comes'],
    ],
    ['is not broken within a word', 'Supercalifragilistic', 8, ['Supercalifragilistic']],
    ['counts wide characters twice', '今夜は僕らのものさ', 12, ['今夜は', '僕らのものさ']],
  ])('%s', (_, line, most, expected) => {
    expect(rows(line, most)).toEqual(expected);
  });
});
