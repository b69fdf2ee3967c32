/** Adds `sound` at `seconds`; what hangs over either end is dropped. */
export function add(
  mix: Float32Array,
  sound: Float32Array,
  seconds: number,
  rate: number,
  gain: number,
): void {
  const start = Math.round(seconds * rate);
  const from = Math.max(0, -start);
  const to = Math.min(sound.length, mix.length - start);
  for (let i = from; i < to; i += 1) mix[start + i] = (mix[start + i] ?? 0) + gain * (sound[i] ?? 0);
}

/** Root mean square of the whole. */
export function power(sound: Float32Array): number {
  let sum = 0;
  for (const sample of sound) sum += sample * sample;
  return Math.sqrt(sum / Math.max(1, sound.length));
}

/** Scales to that peak, in place; silence stays silence. */
export function normalise(sound: Float32Array, peak: number): Float32Array {
  let greatest = 0;
  for (const sample of sound) greatest = Math.max(greatest, Math.abs(sample));
  if (greatest > 0) for (let i = 0; i < sound.length; i += 1) sound[i] = ((sound[i] ?? 0) * peak) / greatest;
  return sound;
}

/** Buries `sound` in `noise` at that signal-to-noise ratio, in place. */
export function bury(sound: Float32Array, noise: Float32Array, decibels: number): Float32Array {
  const gain = power(sound) / Math.max(1e-9, power(noise)) / 10 ** (decibels / 20);
  for (let i = 0; i < sound.length; i += 1) sound[i] = (sound[i] ?? 0) + gain * (noise[i] ?? 0);
  return sound;
}
