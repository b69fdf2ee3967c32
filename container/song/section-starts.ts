import { meanTimbre, type Timbre, timbreDistance } from './timbre.ts';

/** Units (bars) on both sides of a boundary that are compared: short ones say where, long ones whether. */
const REACHES = [4, 8] as const;
/**
 * A boundary must change the sound at least that much, more where the units are no bars and stand for nothing, and
 * most near the ends, where there is little to compare; and it must stand out from the song's usual unrest.
 */
const LEAST_NOVELTY = { bars: 0.3, seconds: 0.6, edge: 0.8 } as const;
const ABOVE_USUAL = 1.1;
/** No section is shorter, in seconds; the first and the last one may be. */
const [SHORTEST_SECONDS, SHORTEST_EDGE_SECONDS] = [7, 4] as const;

/**
 * The indexes of the units at which a new section begins, the first one (0) included: where what follows sounds
 * different from what came before (after J. Foote, "Automatic audio segmentation using a measure of audio novelty",
 * 2000; with the means of both sides in place of the whole matrix, which three hours of song would not fit into).
 */
export function sectionStarts(
  timbres: readonly Timbre[],
  times: readonly number[],
  units: 'bars' | 'seconds',
): number[] {
  const novelty = timbres.map((_, unit) => noveltyAt(timbres, unit));
  const usual = [...novelty].sort((a, b) => a - b)[Math.floor(novelty.length / 2)] ?? 0;
  const threshold = Math.max(LEAST_NOVELTY[units], ABOVE_USUAL * usual);
  const ranked = novelty
    .map((value, unit) => ({ value, unit }))
    .filter(({ value, unit }) => value >= threshold && isTop(novelty, unit))
    .sort((a, b) => b.value - a.value);
  const last = times.at(-1) ?? 0;
  const starts = [0];
  for (const { unit, value } of ranked) {
    const time = times[unit] ?? 0;
    const toEdge = Math.min(time, last - time);
    const isInside =
      toEdge >= SHORTEST_SECONDS || (toEdge >= SHORTEST_EDGE_SECONDS && value >= LEAST_NOVELTY.edge);
    const others = starts.slice(1).map((start) => times[start] ?? 0);
    if (isInside && others.every((other) => Math.abs(other - time) >= SHORTEST_SECONDS)) starts.push(unit);
  }
  return starts.sort((a, b) => a - b);
}

function noveltyAt(timbres: readonly Timbre[], unit: number): number {
  const values = REACHES.map((reach) => {
    const [before, after] = [
      timbres.slice(Math.max(0, unit - reach), unit),
      timbres.slice(unit, unit + reach),
    ];
    return before.length < 2 || after.length < 2 ? 0 : timbreDistance(meanTimbre(before), meanTimbre(after));
  });
  return values.reduce((sum, next) => sum + next, 0) / values.length;
}

function isTop(values: readonly number[], at: number): boolean {
  const own = values[at] ?? 0;
  return [-2, -1, 1, 2].every((step) => own >= (values[at + step] ?? 0));
}
