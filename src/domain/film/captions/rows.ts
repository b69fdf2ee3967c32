import { type CaptionWord, textOf } from './caption-cue.ts';

/** A row that ends with a phrase may be this much longer than the balanced one. */
const PHRASE_END = /[,.!?;:…—、。，！？；：،؛؟।]["'’”»」』)]*\s*$|\u3000$/u;
const PHRASE_BONUS = 0.85;

/** The longer of two rows against which a break is judged, and where it is. */
interface Break {
  readonly at: number;
  readonly cost: number;
}

/**
 * A line as one row where it fits, else as two of about the same width, broken after a phrase where that is near the
 * middle. `widthOf` measures in the unit of `most`. A row may still be wider than that.
 */
export function breakRows(
  line: readonly CaptionWord[],
  widthOf: (text: string) => number,
  most: number,
): (readonly CaptionWord[])[] {
  if (line.length < 2 || widthOf(textOf(line)) <= most) return [line];
  const at = balancedBreak(line, widthOf, most);
  return [line.slice(0, at), line.slice(at)];
}

/**
 * Before which word a line of at least two is best broken. Where the longer part exceeds `most`, balance is all that
 * counts.
 */
export function balancedBreak(
  line: readonly CaptionWord[],
  widthOf: (text: string) => number,
  most = Number.POSITIVE_INFINITY,
): number {
  let best: Break = { at: 1, cost: Number.POSITIVE_INFINITY };
  for (let at = 1; at < line.length; at += 1) {
    const longer = Math.max(widthOf(textOf(line.slice(0, at))), widthOf(textOf(line.slice(at))));
    const phrase = longer <= most && PHRASE_END.test(line[at - 1]?.text ?? '');
    const cost = longer * (phrase ? PHRASE_BONUS : 1);
    if (cost < best.cost) best = { at, cost };
  }
  return best.at;
}
