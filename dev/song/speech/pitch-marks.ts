import { FRAME_SAMPLES, type Frame } from './frames.ts';

/** One period of the voice: its centre and its length, in samples at 44.1 kHz. */
export type PitchMark = { readonly at: number; readonly period: number };

/** The best place near `expected` to continue the period around `mark`: where the waveforms agree. */
function alignTo(samples: Float32Array, mark: number, expected: number, period: number): number {
  const reach = Math.round(period * 0.12);
  const half = period >> 1;
  let best = expected;
  let bestProduct = Number.NEGATIVE_INFINITY;
  for (let at = expected - reach; at <= expected + reach; at += 1) {
    let product = 0;
    for (let i = -half; i <= half; i += 1) product += (samples[mark + i] ?? 0) * (samples[at + i] ?? 0);
    if (product > bestProduct) {
      bestProduct = product;
      best = at;
    }
  }
  return best;
}

function loudestSample(samples: Float32Array, from: number, to: number): number {
  let best = from;
  for (let i = from; i < to; i += 1) {
    if (Math.abs(samples[i] ?? 0) > Math.abs(samples[best] ?? 0)) best = i;
  }
  return best;
}

/**
 * Finds every period of the voiced stretches of a syllable, in order.
 * Each stretch is followed from its middle, where the voice is steadiest, to both ends.
 * @param samples the syllable at 44.1 kHz; the frames were measured at half that rate.
 */
export function findPitchMarks(samples: Float32Array, frames: readonly Frame[]): PitchMark[] {
  const frameLength = FRAME_SAMPLES * 2;
  const periodAt = (at: number): number => 2 * (frames[Math.floor(at / frameLength)]?.period ?? 0);
  const marks: PitchMark[] = [];
  let first = 0;
  while (first < frames.length) {
    let end = first;
    while ((frames[end]?.period ?? 0) > 0) end += 1;
    if (end > first) {
      const middle = ((first + end) >> 1) * frameLength;
      const period = periodAt(middle);
      const seed = loudestSample(samples, middle - (period >> 1), middle + (period >> 1));
      for (const direction of [-1, 1]) {
        let at = seed;
        for (let step = periodAt(at); at >= first * frameLength && at < end * frameLength && step > 0; ) {
          if (direction < 0 || at !== seed) marks.push({ at, period: step });
          at = alignTo(samples, at, at + direction * step, step);
          step = periodAt(at);
        }
      }
    }
    first = end + 1;
  }
  return marks.sort((a, b) => a.at - b.at);
}
