import type { TimedWord } from '#contracts/entities/song.ts';
import { asciiTwin } from './ascii-twin.ts';
import { readClock } from './clock.ts';
import { toMilliseconds } from './round-time.ts';
import { isUnspaced } from './word-tokens.ts';

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
  const tags = [...asciiTwin(line).matchAll(INLINE)];
  const first = tags[0];
  if (!first) return { text: line.trim(), words: [], endSeconds: null };
  const timed: { text: string; start: number }[] = [
    { text: line.slice(0, first.index), start: startSeconds },
    ...tags.map((tag, index) => ({
      text: line.slice(tag.index + tag[0].length, tags[index + 1]?.index ?? line.length),
      start: toMilliseconds(Math.max(0, (readClock(tag[1] ?? '') ?? startSeconds) - shiftSeconds)),
    })),
  ];
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
    // Syllables have tags but no space between them; they are one word. Where nobody writes spaces, each is its own.
    if (glued && before && !/^\s/u.test(text) && !isUnspaced(before.text) && !isUnspaced(word)) {
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
      .reduce((joined, { text }) => joined + (/\s$/u.test(joined) ? text.trimStart() : text), '')
      .trim(),
    words,
    endSeconds: last && last.text.trim() === '' ? last.start : null,
  };
}
