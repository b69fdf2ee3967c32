/** Two channels of samples, nominally between -1 and 1, of the same length. */
export type Stereo = { readonly left: Float32Array; readonly right: Float32Array };

/** A silent stereo buffer of `length` samples per channel. */
export function silence(length: number): Stereo {
  return { left: new Float32Array(length), right: new Float32Array(length) };
}

/** Adds `source` times `gain` to `target` at sample `start`; what hangs over the end is dropped. */
export function addMono(target: Float32Array, source: Float32Array, start: number, gain: number): void {
  const count = Math.min(source.length, target.length - start);
  for (let i = Math.max(0, -start); i < count; i += 1) {
    target[start + i] = (target[start + i] ?? 0) + (source[i] ?? 0) * gain;
  }
}

/** Adds a mono source at a place between left (-1) and right (1), with constant power. */
export function addPanned(
  target: Stereo,
  source: Float32Array,
  start: number,
  gain: number,
  pan: number,
): void {
  const angle = ((pan + 1) * Math.PI) / 4;
  addMono(target.left, source, start, gain * Math.SQRT2 * Math.cos(angle));
  addMono(target.right, source, start, gain * Math.SQRT2 * Math.sin(angle));
}

/** Adds a stereo source to a stereo target. */
export function addStereo(target: Stereo, source: Stereo, start: number, gain: number): void {
  addMono(target.left, source.left, start, gain);
  addMono(target.right, source.right, start, gain);
}

/** Remembers what `make` returned for each key: the same bar or syllable is only rendered once. */
export function remember<Value>(): (key: string, make: () => Value) => Value {
  const known = new Map<string, Value>();
  return (key, make) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = make();
    known.set(key, made);
    return made;
  };
}
