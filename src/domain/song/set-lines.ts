import type { SungLine } from '#contracts/entities/song.ts';
import type { FieldProblem } from '#contracts/problem.ts';
import { untimedLine } from './lyrics-document.ts';
import { isFixed } from './time-lyrics.ts';

/** The time of one line as a person wants it; null hands it back to its document and the alignment. */
export interface LineEdit {
  readonly index: number;
  readonly time: {
    readonly startSeconds: number;
    /** Null: until the next line. */
    readonly endSeconds: number | null;
    readonly reason: string | null;
  } | null;
}

/** Players round the end of a song differently. In seconds. */
const END_TOLERANCE = 0.5;

/**
 * Lines with some times set by hand. A line must start no sooner than those before it whose time is given or set, and
 * no later than those behind it; all edits are looked at together. What does not fit is named by JSON pointer below
 * `lines`, with the neighbour it conflicts with.
 *
 * @param original the lines as their document has them, for those that are handed back
 */
export function setLines(
  lines: readonly SungLine[],
  original: readonly SungLine[],
  edits: readonly LineEdit[],
  durationSeconds: number | null,
): SungLine[] | { errors: FieldProblem[] } {
  const errors: FieldProblem[] = [];
  const edited = [...lines];
  const places = new Map<number, number>();
  for (const [place, { index, time }] of edits.entries()) {
    const pointer = `/lines/${place}`;
    const line = lines[index];
    if (!line || places.has(index)) {
      const message = line
        ? `Line ${index} is named twice.`
        : `There is no line ${index}; the last one is ${lines.length - 1}.`;
      errors.push({ pointer: `${pointer}/index`, message });
      continue;
    }
    places.set(index, place);
    edited[index] = time ? setLine(line, time) : handedBack(line, original[index]);
    if (time) errors.push(...timeProblems(time, pointer, durationSeconds));
  }
  errors.push(...conflicts(edited, places));
  return errors.length > 0 ? { errors } : edited;
}

function timeProblems(
  { startSeconds, endSeconds }: NonNullable<LineEdit['time']>,
  pointer: string,
  durationSeconds: number | null,
): FieldProblem[] {
  if (endSeconds !== null && endSeconds < startSeconds) {
    const message = `Ends at ${endSeconds} s, before its start at ${startSeconds} s.`;
    return [{ pointer: `${pointer}/endSeconds`, message }];
  }
  if (durationSeconds === null || Math.max(startSeconds, endSeconds ?? 0) <= durationSeconds + END_TOLERANCE)
    return [];
  const field = startSeconds > durationSeconds ? 'startSeconds' : 'endSeconds';
  return [{ pointer: `${pointer}/${field}`, message: `The song lasts ${durationSeconds} s.` }];
}

function setLine(line: SungLine, time: NonNullable<LineEdit['time']>): SungLine {
  return { ...line, ...time, timing: 'set', confidence: 1, words: [] };
}

function handedBack(line: SungLine, original: SungLine | undefined): SungLine {
  // An edit of nothing leaves what was found as it is; it is timed again anyway.
  if (line.timing !== 'set') return line;
  if (original?.text === line.text) return original;
  return untimedLine(line.text);
}

/** Fixed lines that start before a fixed line above them. */
function conflicts(lines: readonly SungLine[], places: ReadonlyMap<number, number>): FieldProblem[] {
  const errors: FieldProblem[] = [];
  let before: { line: SungLine; index: number } | null = null;
  for (const [index, line] of lines.entries()) {
    if (!isFixed(line)) continue;
    if (before && (line.startSeconds ?? 0) < (before.line.startSeconds ?? 0)) {
      const own = places.get(index);
      const place = own ?? places.get(before.index);
      const neighbour = own === undefined ? { line, index, is: 'after' } : { ...before, is: 'before' };
      const started = own === undefined ? before.line.startSeconds : line.startSeconds;
      errors.push({
        pointer: place === undefined ? '/lines' : `/lines/${place}/startSeconds`,
        message: `Starts at ${started} s, but ${named(neighbour.line, neighbour.index)} ${neighbour.is === 'before' ? 'before' : 'after'} it starts at ${neighbour.line.startSeconds} s and is ${neighbour.line.timing === 'set' ? 'set by hand' : 'given'}.`,
      });
    }
    before = { line, index };
  }
  return errors;
}

function named(line: SungLine, index: number): string {
  const text = line.text.length > 40 ? `${line.text.slice(0, 39)}…` : line.text;
  return `line ${index} ("${text}")`;
}

/**
 * Times set by hand that still hold for a new document: those of lines whose words are the same, as often and in the
 * same order as before, where the document gives no time and none is out of order.
 */
export function keptSettings(before: readonly SungLine[], lines: readonly SungLine[]): SungLine[] {
  const places = (of: readonly SungLine[]) =>
    of.reduce(
      (found, { text }, index) => found.set(text, [...(found.get(text) ?? []), index]),
      new Map<string, number[]>(),
    );
  const old = places(before);
  const now = places(lines);
  let earliest = 0;
  return lines.map((line, index) => {
    if (isFixed(line)) {
      earliest = Math.max(earliest, line.startSeconds ?? 0);
      return line;
    }
    const then = old.get(line.text) ?? [];
    const same = now.get(line.text) ?? [];
    const was = then.length === same.length ? before[then[same.indexOf(index)] ?? -1] : undefined;
    const next =
      lines.find((other, at) => at > index && isFixed(other))?.startSeconds ?? Number.POSITIVE_INFINITY;
    if (was?.timing !== 'set' || (was.startSeconds ?? 0) < earliest || (was.startSeconds ?? 0) > next)
      return line;
    earliest = was.startSeconds ?? 0;
    return was;
  });
}
