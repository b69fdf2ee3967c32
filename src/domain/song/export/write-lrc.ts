import type { SungLine } from '#contracts/entities/song.ts';
import { lrcClock } from './write-clock.ts';
import { withWordTimes } from './write-words.ts';

/** What a tag says of the document; `offset` is counted in the times already. */
const ID_TAG = /^\s*\[(?!offset:)[a-z#]+:.*\]\s*$/iu;

/**
 * Writes LRC, to the hundredth of a second; with `words` enhanced. A line that ends before the next begins is closed
 * by an empty time. Without word times, a line that outlasts the start of the next one is written as ending there:
 * the format cannot say more.
 *
 * @param source the document whose tags (artist, title, …) are kept
 */
export function writeLrc(
  lines: readonly SungLine[],
  options: { readonly words: boolean; readonly title: string | null; readonly source: string | null },
): string {
  const kept = options.source?.split(/\r\n|[\n\r]/u).filter((line) => ID_TAG.test(line)) ?? [];
  const title = options.title?.replace(/\s+/gu, ' ').trim();
  const rows = kept.length > 0 || !title ? kept.map((line) => line.trim()) : [`[ti:${title}]`];
  lines.forEach((line, index) => {
    const { text, startSeconds, endSeconds } = line;
    if (startSeconds === null) {
      rows.push(text);
      return;
    }
    const start = lrcClock(startSeconds);
    const words = options.words ? withWordTimes(line, (seconds) => `<${lrcClock(seconds)}>`) : null;
    rows.push(`[${start}]${words ?? text}`);
    const next = lines[index + 1];
    const nextStart = next?.startSeconds ?? null;
    if (endSeconds === null || (nextStart !== null && lrcClock(nextStart) === start)) return;
    const end = lrcClock(endSeconds);
    const isImplied = nextStart !== null && (lrcClock(nextStart) === end || nextStart < endSeconds);
    if (!isImplied) rows.push(`[${end}]`);
  });
  return `${rows.join('\n')}\n`;
}
