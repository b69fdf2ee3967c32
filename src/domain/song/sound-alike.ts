/**
 * Finds in words that nothing matched those that sound like one another when neighbours are taken together: a speech
 * service writes `eat blond tea` where `keep our teeth` is sung.
 */
import { editDistance } from './edit-distance.ts';
import { soundKey } from './sound-key.ts';

/** Words `lyrics[from..to)` sound like words `heard[heardFrom..heardTo)`. */
export interface SoundAlike {
  readonly from: number;
  readonly to: number;
  readonly heardFrom: number;
  readonly heardTo: number;
  /** 0 to 1. */
  readonly likeness: number;
}

/** Most words taken together on one side. */
const LONGEST = 4;
/** Share of the longer side's sounds that must agree; of few sounds more, since few agree by chance. */
const ALIKE = 0.6;
const ALIKE_IF_FEW = 0.75;
const FEW = 4;
/** Sounds below which agreement is chance. */
const FEWEST_SOUNDS = 3;
/** What a pair of spans earns per word is its likeness less this. */
const WORTH_FROM = 0.45;
/** Larger stretches without any match are another text, not a misheard one. */
const MOST_PAIRS = 900;

/** The best set of spans that sound alike, in order and apart. */
export function soundAlikes(lyrics: readonly string[], heard: readonly string[]): SoundAlike[] {
  if (lyrics.length === 0 || heard.length === 0 || lyrics.length * heard.length > MOST_PAIRS) return [];
  const ours = lyrics.map(soundKey);
  const theirs = heard.map(soundKey);
  const width = heard.length + 1;
  const best = new Float64Array((lyrics.length + 1) * width);
  const taken: (SoundAlike | null)[] = new Array((lyrics.length + 1) * width).fill(null);
  for (let row = 1; row <= lyrics.length; row += 1) {
    for (let column = 1; column <= heard.length; column += 1) {
      const here = row * width + column;
      best[here] = Math.max(best[here - width] ?? 0, best[here - 1] ?? 0);
      for (const span of spansEnding(ours, theirs, row, column)) {
        const words = span.to - span.from + span.heardTo - span.heardFrom;
        const before = best[span.from * width + span.heardFrom] ?? 0;
        const score = before + (span.likeness - WORTH_FROM) * words;
        if (score <= (best[here] ?? 0)) continue;
        best[here] = score;
        taken[here] = span;
      }
    }
  }
  const spans: SoundAlike[] = [];
  for (let row = lyrics.length, column = heard.length; row > 0 && column > 0; ) {
    const here = row * width + column;
    const span = taken[here];
    if (span) {
      spans.unshift(span);
      row = span.from;
      column = span.heardFrom;
    } else if (best[here] === best[here - width]) row -= 1;
    else column -= 1;
  }
  return spans;
}

/** Spans that sound alike and end just before word `to` and heard word `heardTo`. */
function* spansEnding(
  ours: readonly string[],
  theirs: readonly string[],
  to: number,
  heardTo: number,
): Generator<SoundAlike> {
  let our = '';
  for (let from = to - 1; from >= Math.max(0, to - LONGEST); from -= 1) {
    our = joined(ours[from] ?? '', our);
    let their = '';
    for (let heardFrom = heardTo - 1; heardFrom >= Math.max(0, heardTo - LONGEST); heardFrom -= 1) {
      their = joined(theirs[heardFrom] ?? '', their);
      const longer = Math.max(our.length, their.length);
      const most = longer * (1 - (longer > FEW ? ALIKE : ALIKE_IF_FEW)) + 1e-9;
      if (longer < FEWEST_SOUNDS || Math.abs(our.length - their.length) > most) continue;
      const edits = editDistance(our, their, most);
      if (edits <= most) yield { from, to, heardFrom, heardTo, likeness: 1 - edits / longer };
    }
  }
}

/** A sound that ends one word and begins the next is sung once. */
function joined(first: string, second: string): string {
  return first.endsWith(second.charAt(0)) && second !== '' ? first + second.slice(1) : first + second;
}
