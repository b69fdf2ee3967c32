/** Times of one line within a stretch of the song. */
export interface LineTime {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly timing: 'aligned' | 'interpolated';
  /** 0 to 1. */
  readonly confidence: number;
}

/** Pace of singing where the song itself does not tell, seconds per syllable. */
export const USUAL_SYLLABLE_SECONDS = 0.35;

export function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

/** The middle one; undefined for none. */
export function median(numbers: readonly number[]): number | undefined {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}
