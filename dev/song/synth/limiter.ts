import type { Stereo } from '../pcm.ts';
import { SAMPLE_RATE } from '../score.ts';

const LOOK_AHEAD = Math.round(0.004 * SAMPLE_RATE);
const RELEASE_PER_SAMPLE = 1 - Math.exp(-1 / (0.12 * SAMPLE_RATE));

/** The smallest of each value and the `reach` values after it. */
function minimumAhead(values: Float32Array, reach: number): Float32Array {
  const result = new Float32Array(values.length);
  const candidates: number[] = [];
  let head = 0;
  for (let i = values.length - 1; i >= 0; i -= 1) {
    const value = values[i] ?? 1;
    while (candidates.length > head && (values[candidates[candidates.length - 1] ?? 0] ?? 1) >= value) {
      candidates.pop();
    }
    candidates.push(i);
    while ((candidates[head] ?? 0) > i + reach) head += 1;
    result[i] = values[candidates[head] ?? i] ?? 1;
  }
  return result;
}

/**
 * Keeps both channels within `ceiling` (linear) by turning down ahead of each peak and recovering slowly,
 * in place. The gain is averaged over the look-ahead, so it moves without corners and never clips.
 */
export function limit(sound: Stereo, ceiling: number): void {
  const { left, right } = sound;
  const needed = Float32Array.from(left, (sample, i) => {
    const peak = Math.max(Math.abs(sample), Math.abs(right[i] ?? 0));
    return peak > ceiling ? ceiling / peak : 1;
  });
  const gain = minimumAhead(needed, LOOK_AHEAD);
  let recovering = 1;
  for (let i = 0; i < gain.length; i += 1) {
    recovering = Math.min(gain[i] ?? 1, recovering + (1 - recovering) * RELEASE_PER_SAMPLE);
    gain[i] = recovering;
  }
  const window: number[] = new Array<number>(LOOK_AHEAD + 1).fill(1);
  let sum = window.length;
  for (let i = 0; i < gain.length; i += 1) {
    const slot = i % window.length;
    sum += (gain[i] ?? 1) - (window[slot] ?? 1);
    window[slot] = gain[i] ?? 1;
    const smooth = Math.min(sum / window.length, needed[i] ?? 1);
    left[i] = (left[i] ?? 0) * smooth;
    right[i] = (right[i] ?? 0) * smooth;
  }
}
