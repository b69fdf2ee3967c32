/** How far patches of luma may be from what is due, one and all on average: what encoding and scaling do to grey. */
const MOST_OFF = 30;
const MOST_OFF_ON_AVERAGE = 4;

/** How patches of a frame differ from what is due. */
export interface Judgement {
  readonly average: number;
  readonly isOff: boolean;
  readonly inWords: string;
}

/** Whether patches differ by more than encoding explains. */
export function judge(differences: readonly number[]): Judgement {
  const sizes = differences.map(Math.abs);
  const largest = Math.max(0, ...sizes);
  const average = sizes.reduce((sum, size) => sum + size, 0) / Math.max(1, sizes.length);
  const isOff = largest > MOST_OFF || average > MOST_OFF_ON_AVERAGE;
  return { average, isOff, inWords: `${largest.toFixed(0)} off, ${average.toFixed(1)} on average` };
}
