import type { TimedWord } from '#contracts/entities/song.ts';
import { readClock } from './clock.ts';

const INLINE = /<(\d{1,3}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,3})?)>/gu;

export interface InlineTimes {
  /** The text without its time tags. */
  readonly text: string;
  readonly words: TimedWord[];
  /** Time of a tag behind the last word; null where there is none. */
  readonly endSeconds: number | null;
}

/**
 * Takes the times out of a line such as `<00:01.20>Hold <00:01.80>on<00:02.40>` (enhanced LRC, WebVTT karaoke). A
 * word lasts until the next tag; one without a tag of its own belongs to the tag before it. `startSeconds` is when
 * text before the first tag begins, `endSeconds` when the last word ends unless a tag says so.
 */
export function readInlineTimes(
  line: string,
  startSeconds: number,
  endSeconds: number | null,
  shiftSeconds = 0,
): InlineTimes {
  const pieces = line.split(INLINE);
  if (pieces.length === 1) return { text: line.trim(), words: [], endSeconds: null };
  const timed: { text: string; start: number }[] = [{ text: pieces[0] ?? '', start: startSeconds }];
  for (let index = 1; index < pieces.length; index += 2) {
    const start = Math.max(0, (readClock(pieces[index] ?? '') ?? startSeconds) - shiftSeconds);
    timed.push({ text: pieces[index + 1] ?? '', start });
  }
  const words: TimedWord[] = [];
  let glued = false;
  timed.forEach(({ text, start }, index) => {
    const next = timed[index + 1]?.start ?? endSeconds ?? start;
    const word = text.trim();
    if (word === '') {
      if (text !== '') glued = false;
      return;
    }
    const before = words.at(-1);
    // Syllables have tags but no space between them; they are one word.
    if (glued && before && !/^\s/u.test(text)) {
      before.text += word;
      before.endSeconds = Math.max(before.endSeconds, next);
    } else {
      words.push({ text: word, startSeconds: start, endSeconds: Math.max(start, next) });
    }
    glued = !/\s$/u.test(text);
  });
  const last = timed.at(-1);
  return {
    text: timed
      .map(({ text }) => text)
      .join('')
      .replace(/\s{2,}/gu, ' ')
      .trim(),
    words,
    endSeconds: last && last.text.trim() === '' ? last.start : null,
  };
}
