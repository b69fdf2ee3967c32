/** Distance between two analysed frames: 5 ms at 22.05 kHz. */
export const FRAME_SAMPLES = 110;
const WINDOW_SAMPLES = 440;
/** Below this correlation of one period with the next, the sound counts as a consonant's noise. */
const VOICED_CORRELATION = 0.62;

/** What is known about 5 ms of speech; `period` is in samples at 22.05 kHz, 0 where there is no pitch. */
export type Frame = { readonly rms: number; readonly period: number };

function rmsAt(samples: Float32Array, start: number): number {
  let sum = 0;
  for (let i = start; i < start + WINDOW_SAMPLES; i += 1) sum += (samples[i] ?? 0) ** 2;
  return Math.sqrt(sum / WINDOW_SAMPLES);
}

function correlation(samples: Float32Array, start: number, lag: number): number {
  let product = 0;
  let first = 1e-9;
  let second = 1e-9;
  for (let i = start; i < start + WINDOW_SAMPLES; i += 1) {
    const a = samples[i] ?? 0;
    const b = samples[i + lag] ?? 0;
    product += a * b;
    first += a * a;
    second += b * b;
  }
  return product / Math.sqrt(first * second);
}

function periodAt(samples: Float32Array, start: number, hertz: number): number {
  // The voice falls by about half an octave over a syllable; a wider search would find octaves of the pitch.
  const shortest = Math.round(22_050 / (hertz * 1.3));
  const longest = Math.round(22_050 / (hertz * 0.62));
  let period = 0;
  let best = VOICED_CORRELATION;
  for (let lag = shortest; lag <= longest; lag += 1) {
    const found = correlation(samples, start, lag);
    if (found > best) {
      best = found;
      period = lag;
    }
  }
  return period;
}

/** Cuts the silence around a syllable, keeping 3 ms in front of it and 10 ms behind. */
export function trimSilence(samples: Float32Array): Float32Array {
  let peak = 0;
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  const threshold = peak * 0.02;
  const first = samples.findIndex((sample) => Math.abs(sample) > threshold);
  const last = samples.findLastIndex((sample) => Math.abs(sample) > threshold);
  return samples.slice(Math.max(0, first - 66), last + 220);
}

/** Measures loudness and pitch every 5 ms; `hertz` is the pitch the syllable was spoken around. */
export function analyseFrames(samples: Float32Array, hertz: number): Frame[] {
  const count = Math.max(1, Math.ceil(samples.length / FRAME_SAMPLES));
  const starts = Array.from({ length: count }, (_, i) => {
    return Math.round((i + 0.5) * FRAME_SAMPLES - WINDOW_SAMPLES / 2);
  });
  const loudness = starts.map((start) => rmsAt(samples, start));
  const loudest = Math.max(...loudness);
  return starts.map((start, i): Frame => {
    const rms = loudness[i] ?? 0;
    return { rms, period: rms > loudest * 0.08 ? periodAt(samples, start, hertz) : 0 };
  });
}
