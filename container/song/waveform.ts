import type { Waveform } from '#contracts/media-jobs/analyze-song.ts';
import { thousandths } from './energy.ts';
import { FRAME_RATE } from './frames.ts';

/** Enough for the widest screen. */
const MOST_PEAKS = 6000;

/** The greatest sample of every stretch; what is above full scale counts as full scale. */
export function waveformOf(peaks: Float32Array): Waveform {
  const frames = Math.max(2, Math.ceil(peaks.length / MOST_PEAKS));
  const count = Math.ceil(peaks.length / frames);
  return {
    stepSeconds: frames / FRAME_RATE,
    peaks: Array.from({ length: count }, (_, step) => {
      const own = peaks.subarray(step * frames, (step + 1) * frames);
      return thousandths(
        Math.min(
          1,
          own.reduce((greatest, next) => Math.max(greatest, next), 0),
        ),
      );
    }),
  };
}
