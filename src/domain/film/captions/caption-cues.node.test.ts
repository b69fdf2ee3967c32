import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CaptionCue, textOf } from './caption-cue.ts';
import { captionCues } from './caption-cues.ts';
import { anySong, SONG_SECONDS, timedLine } from './testing/timed-line.ts';

const song = (
  lines: ReturnType<typeof timedLine>[],
  words: { text: string; startSeconds: number; endSeconds: number }[] = [],
) => captionCues({ lines, words, durationSeconds: SONG_SECONDS });

const times = (cues: readonly CaptionCue[]) =>
  cues.map((cue) => [Number(cue.startSeconds.toFixed(3)), Number(cue.endSeconds.toFixed(3))]);

const bare = (text: string) => text.replace(/\s/gu, '');

describe('the captions of a song', () => {
  it('never overlap, stay within the song and are shown for some time', () => {
    fc.assert(
      fc.property(anySong, (lines) => {
        let before = 0;
        for (const { startSeconds, endSeconds } of song(lines)) {
          expect(startSeconds).toBeGreaterThanOrEqual(before);
          expect(endSeconds).toBeGreaterThan(startSeconds);
          before = endSeconds;
        }
        expect(before).toBeLessThanOrEqual(SONG_SECONDS);
      }),
    );
  });

  it('say what the lines say, in the order in which they begin', () => {
    fc.assert(
      fc.property(anySong, (lines) => {
        const sung = [...lines].sort((a, b) => (a.startSeconds ?? 0) - (b.startSeconds ?? 0));
        const shown = song(lines).flatMap((cue) => cue.lines.map(textOf));
        expect(bare(shown.join(''))).toBe(bare(sung.map(({ text }) => text).join('')));
      }),
    );
  });

  it('have words that follow one another, but where lines are sung together', () => {
    fc.assert(
      fc.property(anySong, (lines) => {
        for (const line of song(lines).flatMap((cue) => (cue.lines.length === 1 ? cue.lines : []))) {
          let before = 0;
          for (const { startSeconds, endSeconds } of line) {
            expect(startSeconds).toBeGreaterThanOrEqual(before);
            expect(endSeconds).toBeGreaterThanOrEqual(startSeconds);
            before = endSeconds;
          }
        }
      }),
    );
  });

  it.each([
    ['shows a line a little before and after it is sung', [timedLine('one', 10, 13)], [[9.7, 13.6]]],
    ['begins no earlier than the song', [timedLine('one', 0.1, 3)], [[0, 3.6]]],
    ['ends no later than the song', [timedLine('one', 58, 70)], [[57.7, 60]]],
    ['shows a short line long enough', [timedLine('hey', 10, 10.2)], [[9.7, 10.9]]],
    [
      'closes a gap that would flicker',
      [timedLine('one', 10, 13), timedLine('two', 14.1, 16)],
      [
        [9.7, 13.8],
        [13.8, 16.6],
      ],
    ],
    [
      'keeps a gap that can be seen',
      [timedLine('one', 10, 13), timedLine('two', 15, 16)],
      [
        [9.7, 13.6],
        [14.7, 16.6],
      ],
    ],
    [
      'changes at once where a line follows directly',
      [timedLine('one', 10, 13), timedLine('two', 13, 16)],
      [
        [9.7, 13],
        [13, 16.6],
      ],
    ],
    [
      'lets the later of two voices take over',
      [timedLine('one', 10, 16), timedLine('two', 13, 17)],
      [
        [9.7, 13],
        [13, 17.6],
      ],
    ],
    [
      'does not stand through an instrumental break',
      [timedLine('one', 10, 40), timedLine('two', 40, 43)],
      [
        [9.7, 18.6],
        [39.7, 43.6],
      ],
    ],
    [
      'leaves out what is not sung, has no time or comes too late',
      [
        timedLine('[Chorus]', 1, 2),
        timedLine('♪', 3, 4),
        { ...timedLine('no', 1, 2), startSeconds: null },
        timedLine('late', 61, 62),
        timedLine('  ', 5, 6),
      ],
      [],
    ],
  ])('%s', (_, lines, expected) => {
    expect(times(song(lines))).toEqual(expected);
  });

  it('show lines that are sung together as two rows', () => {
    const cues = song([
      timedLine('te quiero', 10, 13),
      timedLine('I love you', 10, 13),
      timedLine('ooh', 10.1, 13),
    ]);
    expect(cues.map((cue) => cue.lines.map(textOf))).toEqual([['te quiero', 'I love you ooh']]);
  });

  it('divide a line that two rows cannot hold, at a phrase where there is one', () => {
    const long =
      'I have been walking down the road that leads to nowhere, and I cannot find the words that I was looking for';
    const cues = song([timedLine(long, 10, 20)]);
    expect(cues.map((cue) => cue.lines.map(textOf))).toEqual([
      ['I have been walking down the road that leads to nowhere,'],
      ['and I cannot find the words that I was looking for'],
    ]);
    expect(cues[1]?.startSeconds).toBe(cues[0]?.endSeconds);
  });
});

describe('the times of words', () => {
  const wordsOf = (cues: CaptionCue[]) =>
    cues
      .flatMap(({ lines }) => lines.flat())
      .map((word) => [
        word.text.trim(),
        Number(word.startSeconds.toFixed(2)),
        Number(word.endSeconds.toFixed(2)),
      ]);

  it('are shared by length where none are known', () => {
    expect(wordsOf(song([timedLine('I remember', 10, 15)]))).toEqual([
      ['I', 10, 10.56],
      ['remember', 10.56, 15],
    ]);
  });

  it('are the given ones, with unknown words between', () => {
    const given = [
      { text: 'Hold', startSeconds: 10.2, endSeconds: 10.6 },
      { text: 'night', startSeconds: 12, endSeconds: 13 },
    ];
    expect(wordsOf(song([timedLine('Hold, the long night is', 10, 15)], given))).toEqual([
      ['Hold,', 10.2, 10.6],
      ['the', 10.6, 11.2],
      ['long', 11.2, 12],
      ['night', 12, 13],
      ['is', 13, 15],
    ]);
  });

  it('are found for a repeated line each time it is sung', () => {
    const heard = [10.5, 20.5].map((startSeconds) => ({
      text: 'again',
      startSeconds,
      endSeconds: startSeconds + 1,
    }));
    expect(wordsOf(song([timedLine('again', 10, 12), timedLine('again', 20, 22)], heard))).toEqual([
      ['again', 10.5, 11.5],
      ['again', 20.5, 21.5],
    ]);
  });

  it('keep a line on show whose words last longer than lines do', () => {
    const heard = [
      { text: 'so', startSeconds: 10, endSeconds: 11 },
      { text: 'long', startSeconds: 24, endSeconds: 26 },
    ];
    expect(times(song([timedLine('so long', 10, 40)], heard))).toEqual([[9.7, 26.6]]);
  });
});
