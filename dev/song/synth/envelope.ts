import { SAMPLE_RATE } from '../score.ts';

/** Attack, hold and release in seconds; the release starts when `holdSeconds` have passed. */
export type Envelope = {
  readonly attackSeconds: number;
  readonly holdSeconds: number;
  readonly releaseSeconds: number;
};

/** A curve from 0 to 1 without a corner at either end (half a cosine), so that no edge clicks. */
export function smoothStep(position: number): number {
  const clamped = Math.min(1, Math.max(0, position));
  return 0.5 - 0.5 * Math.cos(Math.PI * clamped);
}

/** Gain of the envelope at `seconds` after the note started. */
export function envelopeAt(envelope: Envelope, seconds: number): number {
  const rise = smoothStep(seconds / envelope.attackSeconds);
  const fall = smoothStep((seconds - envelope.holdSeconds) / envelope.releaseSeconds);
  return rise * (1 - fall);
}

/** Exponential decay that is at 1/e after `seconds`, with a 1 ms rise in front of it. */
export function decayAt(sample: number, seconds: number): number {
  return smoothStep(sample / (0.001 * SAMPLE_RATE)) * Math.exp(-sample / (seconds * SAMPLE_RATE));
}

/** Fades the first and last `seconds` of a buffer in place. */
export function fadeEdges(samples: Float32Array, seconds: number): void {
  const count = Math.min(Math.round(seconds * SAMPLE_RATE), samples.length >> 1);
  for (let i = 0; i < count; i += 1) {
    const gain = smoothStep(i / count);
    samples[i] = (samples[i] ?? 0) * gain;
    const mirrored = samples.length - 1 - i;
    samples[mirrored] = (samples[mirrored] ?? 0) * gain;
  }
}

/**
 * Gain that makes room for the kick drum: it dips by `depth` at each kick and swells back within 0.3 s,
 * the pumping that a compressor keyed by the kick would give.
 */
export function duckingCurve(length: number, kicks: readonly number[], depth: number): Float32Array {
  const curve = new Float32Array(length).fill(1);
  const dip = Math.round(0.006 * SAMPLE_RATE);
  const recovery = Math.round(0.3 * SAMPLE_RATE);
  for (const kick of kicks) {
    for (let i = -dip; i < recovery; i += 1) {
      const at = kick + i;
      if (at < 0 || at >= length) continue;
      const closed = i < 0 ? smoothStep(1 + i / dip) : 1 - smoothStep(i / recovery);
      curve[at] = Math.min(curve[at] ?? 1, 1 - depth * closed);
    }
  }
  return curve;
}
