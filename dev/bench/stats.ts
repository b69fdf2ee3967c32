/** A sample: its middle and how far it spreads. */
export interface Summary {
  readonly count: number;
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** Throws a RangeError for an empty sample: it has no middle. */
export function summarize(sample: readonly number[]): Summary {
  const ordered = [...sample].sort((a, b) => a - b);
  const [min, max] = [ordered[0], ordered.at(-1)];
  const lower = ordered[Math.floor((ordered.length - 1) / 2)];
  const upper = ordered[Math.ceil((ordered.length - 1) / 2)];
  if (min === undefined || max === undefined || lower === undefined || upper === undefined) {
    throw new RangeError('an empty sample has no median');
  }
  return { count: ordered.length, min, median: (lower + upper) / 2, max };
}

export const median = (sample: readonly number[]): number => summarize(sample).median;

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, next) => total + next, 0);
