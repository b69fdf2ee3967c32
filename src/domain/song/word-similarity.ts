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
  if (!mayBeAlike(a, b)) return 0;
  const longer = Math.max(a.text.length, b.text.length);
  const most = mostEdits(longer);
  const edits = editDistance(a.text, b.text, most);
  return Math.max(soundsAlike(a, b) ? SOUNDS_ALIKE : 0, edits > most ? 0 : 1 - edits / longer);
}

/** Whether a closer look may find two different words alike. Quick: it is asked of every pair of words. */
function mayBeAlike(a: Shape, b: Shape): boolean {
  const ours = a.text.length;
  const theirs = b.text.length;
  if (ours <= 2 || theirs <= 2) return false;
  const most = mostEdits(Math.max(ours, theirs));
  // Each edit changes at most two kinds of letters.
  if (Math.abs(ours - theirs) <= most && bits(a.letters ^ b.letters) <= 2 * most) return true;
  return soundsAlike(a, b);
}

function mostEdits(longer: number): number {
  return Math.floor(longer * (1 - SIMILAR) + 1e-9);
}

function soundsAlike(a: Shape, b: Shape): boolean {
  return a.key.length >= 3 && a.key === b.key;
}

function bits(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** So many pairs are compared letter by letter; real songs stay far below, and what is beyond must be the same word. */
const MOST_COMPARED = 500_000;

/**
 * Likenesses of the words of one list with those of another, row by row: `row(i)` gives those of the i-th word with
 * every word of the other list, valid until the next call. Each distinct pair is compared once, and only what is
 * alike is kept: memory is linear in the lists.
 */
export function similarities(
  a: readonly string[],
  b: readonly string[],
): { row(index: number): Float32Array } {
  const rows = numbered(a);
  const columns = numbered(b);
  const shapes = columns.distinct.map(shape);
  const known = new Map<number, { column: number; likeness: number }[]>();
  const dense = new Float32Array(b.length);
  let shown: { column: number; likeness: number }[] = [];
  let compares = 0;
  const alikeOf = (text: string) => {
    const own = shape(text);
    return shapes.flatMap((other, id) => {
      const near = own.text === other.text || (compares < MOST_COMPARED && mayBeAlike(own, other));
      if (!near) return [];
      compares += 1;
      const likeness = compared(own, other);
      if (likeness < SIMILAR) return [];
      return (columns.places[id] ?? []).map((column) => ({ column, likeness }));
    });
  };
  return {
    row(index) {
      const id = rows.ids[index] ?? 0;
      const alike = known.get(id) ?? alikeOf(rows.distinct[id] ?? '');
      known.set(id, alike);
      for (const { column } of shown) dense[column] = 0;
      for (const { column, likeness } of alike) dense[column] = likeness;
      shown = alike;
      return dense;
    },
  };
}

function numbered(words: readonly string[]): { ids: number[]; distinct: string[]; places: number[][] } {
  const known = new Map<string, number>();
  const places: number[][] = [];
  const ids = words.map((word, place) => {
    const id = known.get(word) ?? known.size;
    known.set(word, id);
    if (places[id]) places[id].push(place);
    else places[id] = [place];
    return id;
  });
  return { ids, distinct: [...known.keys()], places };
}
