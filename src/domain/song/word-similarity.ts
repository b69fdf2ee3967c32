/** Below this, two words are two words. */
export const SIMILAR = 0.6;

/**
 * 1 for the same word, 0 for nothing in common: one minus the edit distance (Levenshtein) over the longer length.
 * Words of one or two characters are the same or they are not.
 */
export function similarity(a: string, b: string): number {
  if (a === b) return 1;
  const longer = Math.max(a.length, b.length);
  const shorter = Math.min(a.length, b.length);
  if (shorter <= 2 || shorter / longer < SIMILAR) return 0;
  return 1 - editDistance(a, b) / longer;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      current.push(
        Math.min(
          (previous[column - 1] ?? 0) + same,
          (previous[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
        ),
      );
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}

/** Similarities of every word of one list with every word of another, each distinct pair computed once. */
export function similarities(
  a: readonly string[],
  b: readonly string[],
): (row: number, column: number) => number {
  const rows = numbered(a);
  const columns = numbered(b);
  const width = columns.distinct.length;
  const table = new Float32Array(rows.distinct.length * width);
  rows.distinct.forEach((one, row) => {
    columns.distinct.forEach((other, column) => {
      table[row * width + column] = similarity(one, other);
    });
  });
  return (row, column) => table[(rows.ids[row] ?? 0) * width + (columns.ids[column] ?? 0)] ?? 0;
}

function numbered(words: readonly string[]): { ids: Uint32Array; distinct: string[] } {
  const known = new Map<string, number>();
  const ids = Uint32Array.from(words, (word) => {
    const id = known.get(word) ?? known.size;
    known.set(word, id);
    return id;
  });
  return { ids, distinct: [...known.keys()] };
}
