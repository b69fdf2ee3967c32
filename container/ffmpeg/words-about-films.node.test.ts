import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filmMetadata } from './arguments/film-metadata.ts';
import { clockTime, sheetLayout } from './arguments/sheet.ts';
import { languageCode } from './language-code.ts';
import { LoudnessReader } from './loudness.ts';

describe('a language', () => {
  it.each([
    ['en', 'eng'],
    ['pt-BR', 'por'],
    ['zh-Hant-TW', 'zho'],
    ['HE', 'heb'],
    ['yue', 'yue'],
    [null, 'und'],
    ['', 'und'],
    ['x-klingon', 'und'],
  ])('tagged %s is %s', (tag, code) => {
    expect(languageCode(tag)).toBe(code);
  });
});

describe('the metadata file', () => {
  const film = {
    title: 'T',
    artist: undefined,
    frames: 100,
    frameRate: { numerator: 24_000, denominator: 1001 },
  };

  it('ends each chapter where the next begins, and leaves out what is not in the film', () => {
    const chapters = [
      { title: 'B', fromFrame: 60 },
      { title: 'A', fromFrame: 0 },
      { title: 'also A', fromFrame: 0 },
      { title: 'behind the end', fromFrame: 100 },
    ];
    const text = filmMetadata({ ...film, chapters });
    expect(text).toContain('TIMEBASE=1001/24000\nSTART=0\nEND=60\ntitle=A\n');
    expect(text).toContain('START=60\nEND=100\ntitle=B\n');
    expect(text.match(/\[CHAPTER\]/g)).toHaveLength(2);
  });

  it('has one line for a title, whatever is in it, and nothing that begins something else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (title) => {
        const lines = filmMetadata({ ...film, title, chapters: [] }).split('\n');
        expect(lines).toHaveLength(3);
        expect(lines[1]?.replace(/\\./gu, '').replace('title=', '')).not.toMatch(/[=;#\\]/);
      }),
    );
  });
});

describe('the loudness summary', () => {
  const heard = (...lines: string[]) => {
    const reader = new LoudnessReader();
    for (const line of lines) reader.read(line);
    return reader.loudness;
  };
  const begin = '[Parsed_ebur128_1 @ 0x55d0c0] Summary:';

  it.each([
    [
      ['    I:         -14.2 LUFS', '    LRA:         5.6 LU', '    Peak:       -0.9 dBFS'],
      { integratedLufs: -14.2, rangeLu: 5.6, truePeakDbtp: -0.9 },
    ],
    [['    I:         -70.0 LUFS', '    LRA:         0.0 LU', '    Peak:       -inf dBFS'], null],
    [['    I:         -30.0 LUFS'], { integratedLufs: -30, rangeLu: 0, truePeakDbtp: null }],
  ])('%j', (lines, loudness) => {
    expect(heard(begin, ...lines)).toEqual(loudness);
  });

  it('is not what the tags of a song say', () => {
    expect(heard(`    title           : ${begin}`, '    I:         -1.0 LUFS')).toBeNull();
  });
});

describe('a sheet', () => {
  it.each([
    [1, 1, 1],
    [2, 1, 2],
    [36, 6, 6],
    [1000, 29, 35],
  ])('of %i scenes has %i columns and %i rows', (scenes, columns, rows) => {
    expect(sheetLayout(scenes, { width: 1280, height: 720 })).toMatchObject({ columns, rows });
  });

  it('has room for every scene and a bound, whatever the shape of the film', () => {
    const shapes = fc.constantFrom([1280, 720], [720, 1280], [1080, 1080], [2560, 1080]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), shapes, (scenes, [width = 0, height = 0]) => {
        const layout = sheetLayout(scenes, { width, height });
        const { columns, rows } = layout;
        expect(columns * rows).toBeGreaterThanOrEqual(scenes);
        expect(columns * (rows - 1)).toBeLessThan(scenes);
        const [across, down] = [
          columns * (layout.cellWidth + 8),
          rows * (layout.cellHeight + layout.stripHeight + 8),
        ];
        expect(across * down).toBeLessThan(40e6);
        expect(Math.max(across, down)).toBeLessThan(20_000);
      }),
    );
  });

  it.each([
    [0, '0:00.0'],
    [62.44, '1:02.4'],
    [59.97, '1:00.0'],
    [3723, '62:03.0'],
  ])('writes %s s as %s', (seconds, text) => {
    expect(clockTime(seconds)).toBe(text);
  });
});
