import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeLyrics, encodeLyrics } from './decode-lyrics.ts';
import { parseLyrics } from './parse-lyrics.ts';

const western = 'Où est-elle, ma façade? “Straße” — für €5, señor';

describe('bytes of lyrics', () => {
  it.each([
    ['UTF-8', 'utf-8', '潮 tide\n'],
    ['UTF-8 with its mark', 'utf-8', '\uFEFFtide\r\n'],
    ['UTF-16 with its mark', 'utf-16le', '\uFEFFприлив'],
    ['UTF-16, big end first', 'utf-16be', '\uFEFF潮'],
    ['UTF-16 without a mark', 'utf-16le', 'tide and tide'],
    ['UTF-16 without a mark, big end first', 'utf-16be', 'tide and tide'],
    ['windows-1252', 'windows-1252', western],
  ] as const)('in %s are read and written as they were', (_, encoding, source) => {
    const bytes = encodeLyrics(source, encoding);
    expect(decodeLyrics(bytes)).toEqual({ source, encoding });
  });

  it('in any readable encoding are the same bytes again', () => {
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.string({ unit: 'grapheme' }).map((text) => encodeLyrics(text, 'utf-8')),
      fc.string({ unit: 'grapheme' }).map((text) => encodeLyrics(`\uFEFF${text}`, 'utf-16be')),
    );
    fc.assert(
      fc.property(anything, (bytes) => {
        const read = decodeLyrics(bytes);
        if ('problem' in read) return;
        expect([...encodeLyrics(read.source, read.encoding)]).toEqual([...bytes]);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    // `прилив и отлив` in windows-1251, `潮が引く` in Shift_JIS, `潮水` in GBK, half a character of UTF-16.
    ['Cyrillic', [0xef, 0xf0, 0xe8, 0xeb, 0xe8, 0xe2, 0x20, 0xe8, 0x20, 0xee, 0xf2, 0xeb, 0xe8, 0xe2]],
    ['Japanese', [0x92, 0xaa, 0x82, 0xaa, 0x88, 0xf8, 0x82, 0xad]],
    ['Chinese', [0xb3, 0xb1, 0xcb, 0xae]],
    ['cut off', [0xff, 0xfe, 0x61, 0x00, 0x62]],
  ])('in an encoding that cannot be told (%s) are refused', (_, bytes) => {
    expect(decodeLyrics(Uint8Array.from(bytes))).toMatchObject({ problem: { code: 'lyrics-garbled' } });
  });
});

describe('text that was read in the wrong encoding', () => {
  it.each([
    ['T\0i\0d\0e\0', null],
    ['one\ntwo\nO\uFFFD es-tu', 3],
    ['lone \uD800', null],
  ])('%j is refused', (source, line) => {
    expect(parseLyrics({ source })).toMatchObject({ problem: { code: 'lyrics-garbled', line } });
  });
});

describe('lyrics that are too long', () => {
  it.each([
    ['lines', Array.from({ length: 2001 }, () => 'la').join('\n')],
    ['words', 'la '.repeat(6001)],
    ['repeats of a line', `${'[00:01.00]'.repeat(2001)}la`],
    ['characters of repeats', `${'[00:01.00]'.repeat(200)}${'a'.repeat(1000)}`],
  ])('by their %s are refused', (_, source) => {
    expect(parseLyrics({ source })).toMatchObject({ problem: { code: 'lyrics-too-long' } });
  });
});
