import type { SungLine } from '#contracts/entities/song.ts';

/**
 * The text of a line with the times of its words in it, each written by `tag`: `<00:12.30>The <00:12.50>night`. Null
 * where the words do not make up the line, which is then written without.
 */
export function withWordTimes(
  line: SungLine,
  tag: (seconds: number) => string,
  write: (text: string) => string = (text) => text,
): string | null {
  const first = line.words[0];
  const last = line.words.at(-1);
  if (!first || !last) return null;
  let written = '';
  let at = 0;
  for (const [index, word] of line.words.entries()) {
    const start = line.text.indexOf(word.text, at);
    const between = line.text.slice(at, start);
    if (start < 0 || between.trim() !== '') return null;
    const before = line.words[index - 1];
    // A word lasts until the next tag; one that ends sooner needs a tag of its own.
    const ended = before && tag(before.endSeconds) !== tag(word.startSeconds) ? tag(before.endSeconds) : '';
    written += `${ended}${between}${tag(word.startSeconds)}${write(word.text)}`;
    at = start + word.text.length;
  }
  return line.text.slice(at).trim() === '' ? `${written}${tag(last.endSeconds)}` : null;
}
