import FFT from 'fft.js';
import { spread } from './curves.ts';
import { FRAME_RATE } from './frames.ts';

/** Frames under one window, 11.9 s: eight beats at 40 a minute. */
const LENGTH = 1024;
/** From one window to the next, 2 s. */
export const TEMPO_HOP = Math.round(2 * FRAME_RATE);
/** The longest lag looked at, 6 s. */
export const LONGEST_LAG = Math.round(6 * FRAME_RATE);

/**
 * How well a curve fits itself when shifted, in windows that are {@link TEMPO_HOP} apart (at least one). Value `lag`
 * of a window is 1 at lag 0, about 0 where nothing repeats; all 0 where the window holds nothing. `take` is given each
 * window's values in turn, in one buffer.
 */
export function eachAutocorrelation<T>(curve: Float32Array, take: (correlation: Float32Array) => T): T[] {
  const count = Math.max(1, Math.ceil((curve.length - LENGTH) / TEMPO_HOP) + 1);
  const fft = new FFT(LENGTH * 2);
  const input = new Float64Array(LENGTH * 2);
  const spectrum = new Float64Array(LENGTH * 4);
  const back = new Float64Array(LENGTH * 4);
  const correlation = new Float32Array(LONGEST_LAG + 1);
  return Array.from({ length: count }, (_, index) => {
    const start = Math.max(0, Math.min(index * TEMPO_HOP, curve.length - LENGTH));
    const length = Math.min(LENGTH, curve.length - start);
    const { mean } = spread(curve.subarray(start, start + length));
    input.fill(0);
    for (let i = 0; i < length; i += 1) input[i] = (curve[start + i] ?? 0) - mean;
    fft.realTransform(spectrum, input);
    fft.completeSpectrum(spectrum);
    for (let i = 0; i < spectrum.length; i += 2) {
      const [re, im] = [spectrum[i] ?? 0, spectrum[i + 1] ?? 0];
      spectrum[i] = re * re + im * im;
      spectrum[i + 1] = 0;
    }
    fft.inverseTransform(back, spectrum);
    const whole = (back[0] ?? 0) / length;
    for (let lag = 0; lag <= LONGEST_LAG; lag += 1) {
      // Divided by the overlap, so that long lags are not weaker only because less of the window overlaps.
      const overlap = length - lag;
      correlation[lag] = whole > 1e-6 && overlap > length / 4 ? (back[2 * lag] ?? 0) / overlap / whole : 0;
    }
    return take(correlation);
  });
}
