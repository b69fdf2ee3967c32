const TAPS = 24;

/** Half-sample delays of a Hann-windowed sinc: the weights for a sample in the middle between two. */
const WEIGHTS = Float64Array.from({ length: TAPS }, (_, tap) => {
  const distance = tap - TAPS / 2 + 0.5;
  const window = 0.5 + 0.5 * Math.cos((2 * Math.PI * distance) / TAPS);
  return (Math.sin(Math.PI * distance) / (Math.PI * distance)) * window;
});

/** Doubles the sample rate of a signal (22.05 kHz speech into the song's 44.1 kHz). */
export function doubleRate(samples: Float32Array): Float32Array {
  const doubled = new Float32Array(samples.length * 2);
  for (let i = 0; i < samples.length; i += 1) {
    doubled[i * 2] = samples[i] ?? 0;
    let between = 0;
    for (let tap = 0; tap < TAPS; tap += 1) {
      between += (WEIGHTS[tap] ?? 0) * (samples[i + tap - TAPS / 2 + 1] ?? 0);
    }
    doubled[i * 2 + 1] = between;
  }
  return doubled;
}
