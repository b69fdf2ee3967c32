import { editDistance } from './edit-distance.ts';
import { soundKey } from './sound-key.ts';

/** Below this, two words are two words. */
export const SIMILAR = 0.6;
/** Likeness of words that are spelled otherwise and sound alike. */
const SOUNDS_ALIKE = 0.7;

/**
 * 1 for the same word, 0 for nothing in common: one minus the edit distance over the longer length, or what sounding
 * alike is worth. Words of one or two characters are the same or they are not.
 */
export function similarity(a: string, b: string): number {
  return compared(shape(a), shape(b));
}

/** A word with what tells quickly that it is another one. */
interface Shape {
  readonly text: string;
  readonly key: string;
  /** One bit for each kind of letter in it. */
  readonly letters: number;
}

function shape(text: string): Shape {
  let letters = 0;
  for (let index = 0; index < text.length; index += 1) letters |= 1 << (text.charCodeAt(index) & 31);
  return { text, key: soundKey(text), letters };
}

function compared(a: Shape, b: Shape): number {
  if (a.text === b.text) return 1;
  const longer = Math.max(a.text.length, b.text.length);
  const shorter = Math.min(a.text.length, b.text.length);
  if (shorter <= 2) return 0;
  const alike = a.key.length >= 3 && a.key === b.key ? SOUNDS_ALIKE : 0;
  const most = Math.floor(longer * (1 - SIMILAR) + 1e-9);
  // Each edit changes at most two kinds of letters.
  if (longer - shorter > most || bits(a.letters ^ b.letters) > 2 * most) return alike;
  const edits = editDistance(a.text, b.text, most);
  return Math.max(alike, edits > most ? 0 : 1 - edits / longer);
}

function bits(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/**
 * Likenesses of the words of one list with those of another, row by row: `row(i)` gives those of the i-th word with
 * every word of the other list, valid until the next call. Each distinct pair is compared once, and only what is
 * alike is kept: memory is linear in the lists.
 */
export function similarities(
  a: readonly string[],
  b: readonly string[],
): { row(index: number): (column: number) => number } {
  const rows = numbered(a);
  const columns = numbered(b);
  const shapes = columns.distinct.map(shape);
  const known = new Map<number, { ids: number[]; values: number[] }>();
  const dense = new Float32Array(shapes.length);
  let shown: number[] = [];
  const at = (column: number) => dense[columns.ids[column] ?? 0] ?? 0;
  return {
    row(index) {
      const id = rows.ids[index] ?? 0;
      let alike = known.get(id);
      if (!alike) {
        alike = { ids: [], values: [] };
        const own = shape(rows.distinct[id] ?? '');
        for (let column = 0; column < shapes.length; column += 1) {
          const other = shapes[column];
          const likeness = other ? compared(own, other) : 0;
          if (likeness < SIMILAR) continue;
          alike.ids.push(column);
          alike.values.push(likeness);
        }
        known.set(id, alike);
      }
      for (const column of shown) dense[column] = 0;
      shown = alike.ids;
      for (const [place, column] of shown.entries()) dense[column] = alike.values[place] ?? 0;
      return at;
    },
  };
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
