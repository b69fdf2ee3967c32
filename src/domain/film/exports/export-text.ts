/** What XML 1.0 cannot say at all, and what ends a line in one program or another. */
const UNWRITABLE = /[\p{Cc}\u2028\u2029\uFFFE\uFFFF]+/gu;

/** A text as one line that every format can carry: control characters and line ends are blanks, broken UTF-16 is mended. */
export function oneLine(text: string): string {
  return text.toWellFormed().replace(UNWRITABLE, ' ').replace(/ {2,}/gu, ' ').trim();
}
