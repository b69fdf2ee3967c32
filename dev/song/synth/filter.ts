import { SAMPLE_RATE } from '../score.ts';

export type FilterKind = 'lowpass' | 'highpass' | 'bandpass';

/**
 * A second-order filter that is fed one sample at a time.
 * The coefficients are those of R. Bristow-Johnson's "Cookbook formulae for audio EQ biquad filter coefficients".
 */
export function biquad(kind: FilterKind, hertz: number, q = Math.SQRT1_2): (input: number) => number {
  const omega = (2 * Math.PI * hertz) / SAMPLE_RATE;
  const cosine = Math.cos(omega);
  const alpha = Math.sin(omega) / (2 * q);
  const a0 = 1 + alpha;
  const [b0, b1, b2] = {
    lowpass: [(1 - cosine) / 2, 1 - cosine, (1 - cosine) / 2] as const,
    highpass: [(1 + cosine) / 2, -(1 + cosine), (1 + cosine) / 2] as const,
    bandpass: [alpha, 0, -alpha] as const,
  }[kind];
  let z1 = 0;
  let z2 = 0;
  return (input) => {
    const output = (b0 / a0) * input + z1;
    z1 = (b1 / a0) * input + (2 * cosine * output) / a0 + z2;
    z2 = (b2 / a0) * input - ((1 - alpha) / a0) * output;
    return output;
  };
}

/** Runs a filter over a whole buffer, in place. */
export function filterInPlace(samples: Float32Array, filter: (input: number) => number): void {
  for (let i = 0; i < samples.length; i += 1) samples[i] = filter(samples[i] ?? 0);
}
