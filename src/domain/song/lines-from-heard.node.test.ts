import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TimedWord } from '#contracts/entities/song.ts';
import { linesFromHeard } from './lines-from-heard.ts';

function words(...timed: [string, number, number][]): TimedWord[] {
  return timed.map(([text, startSeconds, endSeconds]) => ({ text, startSeconds, endSeconds }));
}

describe('lines of a transcription', () => {
  it('are its segments, timed by their words', () => {
    const lines = linesFromHeard({
      words: words(['low', 12, 12.5], ['tide', 12.5, 13], ['hold', 15, 15.4], ['on', 15.4, 16]),
      segments: [
        { text: ' Low tide,', startSeconds: 0, endSeconds: 14 },
        { text: ' hold on!', startSeconds: 14, endSeconds: 20 },
      ],
    });
    expect(lines).toEqual([
      { text: 'Low tide,', startSeconds: 12, endSeconds: 13, timing: 'aligned' },
      { text: 'hold on!', startSeconds: 15, endSeconds: 16, timing: 'aligned' },
    ]);
  });

  it('divide a long segment at its longest pause and keep its punctuation', () => {
    const lines = linesFromHeard({
      words: words(
        ['the', 0, 1],
        ['water', 1, 2],
        ['takes', 2, 3],
        ['hold', 6, 7],
        ['on', 7, 8],
        ['tight', 8, 9.5],
      ),
      segments: [{ text: 'The water takes. Hold on tight!', startSeconds: 0, endSeconds: 10 }],
    });
    expect(lines.map((line) => [line.text, line.startSeconds, line.endSeconds])).toEqual([
      ['The water takes.', 0, 3],
      ['Hold on tight!', 6, 9.5],
    ]);
  });

  it('take the segment’s own times where no word is known', () => {
    const segments = [
      { text: 'Low tide', startSeconds: 3, endSeconds: 5 },
      { text: '♪', startSeconds: 5, endSeconds: 9 },
    ];
    expect(linesFromHeard({ words: [], segments })).toEqual([
      { text: 'Low tide', startSeconds: 3, endSeconds: 5, timing: 'aligned' },
    ]);
  });

  it('group words by pauses where there are no segments, without spaces where the script has none', () => {
    const heard = words(['潮', 1, 1.2], ['が', 1.2, 1.4], ['引く', 1.4, 2], ['hold', 4, 4.4], ['on', 4.4, 5]);
    expect(linesFromHeard({ words: heard, segments: [] }).map((line) => line.text)).toEqual([
      '潮が引く',
      'hold on',
    ]);
  });

  it('are in order, do not overlap and lose no word', () => {
    const heard = fc.array(
      fc.record({
        text: fc.constantFrom('la', 'tide', 'hold', 'on'),
        startSeconds: fc.double({ min: 0, max: 100, noNaN: true }),
        endSeconds: fc.double({ min: 0, max: 100, noNaN: true }),
      }),
      { maxLength: 80 },
    );
    fc.assert(
      fc.property(heard, (some) => {
        const lines = linesFromHeard({ words: some, segments: [] });
        const count = lines.flatMap((line) => line.text.split(' ')).length;
        if (count !== some.length) throw new Error(`${count} of ${some.length} words`);
        lines.forEach((line, index) => {
          const next = lines[index + 1]?.startSeconds ?? Number.POSITIVE_INFINITY;
          const { startSeconds, endSeconds } = line;
          if (startSeconds === null || endSeconds === null) throw new Error('no times');
          if (endSeconds < startSeconds || (endSeconds > next && startSeconds < next))
            throw new Error('overlap');
        });
      }),
      { numRuns: 1000 },
    );
  });
});
