import { SAMPLE_RATE } from '../score.ts';

/** Rounds the saw's jump over the two samples around it (polyBLEP), which keeps most of its aliasing away. */
function stepCorrection(phase: number, increment: number): number {
  if (phase < increment) {
    const t = phase / increment;
    return t + t - t * t - 1;
  }
  if (phase > 1 - increment) {
    const t = (phase - 1) / increment;
    return t * t + t + t + 1;
  }
  return 0;
}

/** A band-limited sawtooth between -1 and 1; `startPhase` from 0 to 1. Each call gives the next sample. */
export function saw(frequency: number, startPhase: number): () => number {
  const increment = frequency / SAMPLE_RATE;
  let phase = startPhase;
  return () => {
    const value = 2 * phase - 1 - stepCorrection(phase, increment);
    phase += increment;
    if (phase >= 1) phase -= 1;
    return value;
  };
}

/** A sine between -1 and 1. Each call gives the next sample. */
export function sine(frequency: number): () => number {
  const step = (2 * Math.PI * frequency) / SAMPLE_RATE;
  let phase = 0;
  return () => {
    const value = Math.sin(phase);
    phase += step;
    if (phase > 2 * Math.PI) phase -= 2 * Math.PI;
    return value;
  };
}
