import fc from 'fast-check';
import type { LyricLine } from '#contracts/entities/song.ts';

export function timedLine(text: string, startSeconds: number, endSeconds: number | null): LyricLine {
  return { text, startSeconds, endSeconds, timing: 'given' };
}

/** Words of several scripts, and such that look like tags, escapes and markup. */
const WORD = fc.constantFrom(
  ...[
    'love',
    'night,',
    'don’t',
    'ааа',
    'звёзды',
    'φως',
    '今夜は',
    '行こう。',
    '사랑해',
    'حبيبي',
    'السلام',
    'שלום',
    'คืนนี้เป็น',
    'रात',
  ],
  ...['{\\an8}', '\\N', '\\h', 'a{b', '}x', '<b>', '-->', '&amp;', 'e{\\k900}e', 'back\\', '❤️‍🔥', '♪'],
);

/** Lyrics of a song of 60 seconds with any timing: out of order, overlapping, without an end, all at once. */
export const anySong = fc.array(
  fc
    .tuple(
      fc.array(WORD, { minLength: 1, maxLength: 24 }),
      fc.integer({ min: 0, max: 590 }),
      fc.option(fc.integer({ min: -5, max: 250 })),
    )
    .map(([words, start, length]) =>
      timedLine(
        `la ${words.join(' ')}`,
        start / 10,
        length === null ? null : Math.max(0, (start + length) / 10),
      ),
    ),
  { maxLength: 24 },
);
export const SONG_SECONDS = 60;
