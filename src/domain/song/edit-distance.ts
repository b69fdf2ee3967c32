/** Rows of the table, kept between calls: words are compared a million times. */
let above = new Uint16Array(64);
let row = new Uint16Array(64);

/**
 * Edit distance of two texts in UTF-16 units (V. Levenshtein, Soviet Physics Doklady 10, 1966); above `most` it may
 * answer any number above `most`.
 */
export function editDistance(a: string, b: string, most = Number.POSITIVE_INFINITY): number {
  if (b.length >= row.length) {
    above = new Uint16Array(b.length * 2);
    row = new Uint16Array(b.length * 2);
  }
  for (let column = 0; column <= b.length; column += 1) above[column] = column;
  for (let i = 1; i <= a.length; i += 1) {
    const letter = a.charCodeAt(i - 1);
    row[0] = i;
    let least = i;
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (above[column - 1] ?? 0) + (letter === b.charCodeAt(column - 1) ? 0 : 1);
      const cost = Math.min(replaced, (above[column] ?? 0) + 1, (row[column - 1] ?? 0) + 1);
      row[column] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return least;
    [above, row] = [row, above];
  }
  return above[b.length] ?? 0;
}
