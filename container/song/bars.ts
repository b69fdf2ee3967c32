import type { BeatFeatures } from './beat-features.ts';

/** Bars of a song: how many beats they have, and the indexes of the beats that begin them. */
export interface Bars {
  readonly beatsPerBar: 3 | 4;
  readonly downbeats: readonly number[];
}

/** Fewer beats than that are two bars at most, in which nothing repeats. */
const FEWEST_BEATS = 9;
/** How alike the accents must be a bar apart. */
const LEAST_LIKENESS = 0.06;
/** 4/4 is so much more usual that 3/4 has to be clearer by that much. */
const WALTZ_MARGIN = 0.04;

/** Finds the bars by what repeats every three or four beats; null where nothing does. */
export function findBars(features: BeatFeatures): Bars | null {
  const count = features.kick.length;
  if (count < FEWEST_BEATS) return null;
  const three = (repetition(features, 3) + repetition(features, 6)) / 2;
  const four = (repetition(features, 4) + repetition(features, 8)) / 2;
  if (Math.max(three, four) < LEAST_LIKENESS) return null;
  const beatsPerBar = three > four + WALTZ_MARGIN ? 3 : 4;
  return { beatsPerBar, downbeats: placeDownbeats(features, beatsPerBar) };
}

/** How alike beats are that are `lag` apart: the mean correlation of what is heard on and after them. */
function repetition({ onsets, accent, harmony }: BeatFeatures, lag: number): number {
  const lists = [...onsets, accent, harmony];
  const count = accent.length - lag;
  if (count <= 0) return 0;
  let total = 0;
  for (const list of lists) for (let i = 0; i < count; i += 1) total += (list[i] ?? 0) * (list[i + lag] ?? 0);
  return total / count / lists.length;
}

/** What it costs that a bar has a beat too many or too few, against features of deviation 1. */
const IRREGULAR_COST = 8;

/** The chain of bar positions in which the kick and the changes of harmony fall on the first beat. */
function placeDownbeats(features: BeatFeatures, beatsPerBar: number): number[] {
  const { kick, snare, accent, harmony } = features;
  const count = kick.length;
  let scores = new Float64Array(beatsPerBar);
  const cameFrom: Uint8Array[] = [];
  for (let beat = 0; beat < count; beat += 1) {
    const first =
      1.2 * clipped(harmony[beat]) +
      0.8 * clipped(kick[beat]) +
      0.4 * clipped(accent[beat]) -
      0.7 * clipped(snare[beat]);
    const best = scores.indexOf(Math.max(...scores));
    const from = new Uint8Array(beatsPerBar);
    const next = new Float64Array(beatsPerBar);
    for (let position = 0; position < beatsPerBar; position += 1) {
      const regular = (position + beatsPerBar - 1) % beatsPerBar;
      const isIrregular = (scores[best] ?? 0) - IRREGULAR_COST > (scores[regular] ?? 0);
      from[position] = isIrregular ? best : regular;
      next[position] =
        (isIrregular ? (scores[best] ?? 0) - IRREGULAR_COST : (scores[regular] ?? 0)) +
        (position === 0 ? first : 0);
    }
    scores = next;
    cameFrom.push(from);
  }
  const downbeats: number[] = [];
  let position = scores.indexOf(Math.max(...scores));
  for (let beat = count - 1; beat >= 0; beat -= 1) {
    if (position === 0) downbeats.push(beat);
    position = cameFrom[beat]?.[position] ?? 0;
  }
  return downbeats.reverse();
}

/** One thunderclap must not decide about the whole song. */
const clipped = (value = 0) => Math.min(2.5, Math.max(-2.5, value));
