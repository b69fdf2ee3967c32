import FFT from 'fft.js';

/** Power spectra of one size under a Hann window; all buffers are made once. */
export class Spectrum {
  readonly size: number;
  /** Power of each bin up to half the sample rate, overwritten by each call. A full-scale sine gives about 0.25. */
  readonly power: Float64Array;
  readonly #fft: FFT;
  readonly #window: Float64Array;
  readonly #input: Float64Array;
  readonly #output: Float64Array;

  constructor(size: number) {
    this.size = size;
    this.power = new Float64Array(size / 2);
    this.#fft = new FFT(size);
    // Scaled so that the power does not depend on the size.
    this.#window = Float64Array.from(
      { length: size },
      (_, i) => (1 - Math.cos((2 * Math.PI * (i + 0.5)) / size)) / size,
    );
    this.#input = new Float64Array(size);
    this.#output = new Float64Array(size * 2);
  }

  /** Measures `size` samples of `samples` from `start` on. */
  measure(samples: Float32Array, start: number): Float64Array {
    const [input, output, window, power] = [this.#input, this.#output, this.#window, this.power];
    for (let i = 0; i < this.size; i += 1) input[i] = (samples[start + i] ?? 0) * (window[i] ?? 0);
    this.#fft.realTransform(output, input);
    for (let bin = 0; bin < power.length; bin += 1) {
      const [re, im] = [output[2 * bin] ?? 0, output[2 * bin + 1] ?? 0];
      power[bin] = re * re + im * im;
    }
    return power;
  }
}
