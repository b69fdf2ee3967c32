import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignWords } from './align-words.ts';
import { SIMILAR, similarity } from './word-similarity.ts';

describe('aligning words', () => {
  it.each([
    ['hold on', 'hold on', [0, 1]],
    ['hold on', 'x hold y on z', [1, 3]],
    ['hold on', 'hold x y hold on', [3, 4]],
    ['hold on', 'hold on x y on', [0, 1]],
    ['water takes', 'watter tikes', [0, 1]],
    ['hold water', 'hold waters x y water', [0, 1]],
    ['to be', 'do me', [-1, -1]],
    ['', 'hold', []],
    ['hold', '', [-1]],
  ])('%j with %j', (lyrics, heard, expected) => {
    const list = (text: string) => text.split(' ').filter((word) => word !== '');
    expect([...alignWords(list(lyrics), list(heard))]).toEqual(expected);
  });

  it('gives ascending indexes of similar words, and all of them for the same list', () => {
    const list = fc.array(fc.constantFrom('hold', 'on', 'told', 'tide', 'tides', 'my', 'night'), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(list, list, (lyrics, heard) => {
        let before = -1;
        alignWords(lyrics, heard).forEach((match, index) => {
          if (match < 0) return;
          const alike = similarity(lyrics[index] ?? '', heard[match] ?? '');
          if (match <= before || alike < SIMILAR) throw new Error(`${index} with ${match}`);
          before = match;
        });
        expect([...alignWords(lyrics, lyrics)]).toEqual(lyrics.map((_, index) => index));
      }),
      { numRuns: 1000 },
    );
  });
});
