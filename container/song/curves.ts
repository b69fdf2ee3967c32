/** Arithmetic of curves: one value per frame. None changes what it is given. */

/** The mean of the values within `reach` on both sides; at the ends, of those that exist. */
export function movingMean(values: Float32Array, reach: number): Float32Array {
  const means = new Float32Array(values.length);
  let [sum, count] = [0, 0];
  for (let i = -reach; i < values.length; i += 1) {
    if (i + reach < values.length) {
      sum += values[i + reach] ?? 0;
      count += 1;
    }
    if (i - reach - 1 >= 0) {
      sum -= values[i - reach - 1] ?? 0;
      count -= 1;
    }
    if (i >= 0) means[i] = sum / count;
  }
  return means;
}

/** What rises above the mean of its surroundings. */
export function aboveMean(values: Float32Array, reach: number): Float32Array {
  const means = movingMean(values, reach);
  return means.map((mean, i) => Math.max(0, (values[i] ?? 0) - mean));
}

/** Smoothed by a bell curve of that deviation, in frames. */
export function smooth(values: Float32Array, deviation: number): Float32Array {
  const reach = Math.ceil(deviation * 3);
  const bell = Float64Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-0.5 * ((i - reach) / deviation) ** 2),
  );
  const total = bell.reduce((sum, next) => sum + next, 0);
  const out = new Float32Array(values.length);
  for (let i = 0; i < values.length; i += 1) {
    let sum = 0;
    for (let k = -reach; k <= reach; k += 1) sum += (values[i + k] ?? 0) * (bell[k + reach] ?? 0);
    out[i] = sum / total;
  }
  return out;
}

/** Mean and standard deviation. */
export function spread(values: ArrayLike<number>): { mean: number; deviation: number } {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? 0;
    sum += value;
    squares += value * value;
  }
  const mean = values.length > 0 ? sum / values.length : 0;
  const variance = values.length > 0 ? squares / values.length - mean * mean : 0;
  return { mean, deviation: Math.sqrt(Math.max(0, variance)) };
}

/** The value below which that share of the values lies. */
export function quantile(values: ArrayLike<number>, share: number): number {
  const ordered = Float64Array.from(values).sort();
  return ordered[Math.min(ordered.length - 1, Math.floor(share * ordered.length))] ?? 0;
}

/** The value at a fractional place, between its neighbours. */
export function valueAt(values: ArrayLike<number>, place: number): number {
  const before = Math.floor(place);
  const [from, to] = [values[before] ?? 0, values[before + 1] ?? values[before] ?? 0];
  return from + (place - before) * (to - from);
}

/** How far the top of the parabola through a value and its two neighbours is from it: -0.5 to 0.5. */
export function peakShift(before: number, peak: number, after: number): number {
  const bend = before - 2 * peak + after;
  return bend < 0 ? Math.min(0.5, Math.max(-0.5, (0.5 * (before - after)) / bend)) : 0;
}
