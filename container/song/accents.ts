/** Frames before and after that are compared: 46 ms. */
const REACH = 4;

/** How much the amplitude rises at each frame, in units of the samples. */
export function accentsOf(power: Float32Array): Float32Array {
  const amplitude = power.map(Math.sqrt);
  return amplitude.map((_, i) => {
    if (i < REACH || i + REACH > amplitude.length) return 0;
    let rise = 0;
    for (let k = 0; k < REACH; k += 1) rise += (amplitude[i + k] ?? 0) - (amplitude[i - 1 - k] ?? 0);
    return Math.max(0, rise / REACH);
  });
}
