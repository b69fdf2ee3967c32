/** One-pole lowpass, in place. */
export function lowpass(sound: Float32Array, hertz: number, rate: number): Float32Array {
  const share = 1 - Math.exp((-2 * Math.PI * hertz) / rate);
  let held = 0;
  for (let i = 0; i < sound.length; i += 1) {
    held += share * ((sound[i] ?? 0) - held);
    sound[i] = held;
  }
  return sound;
}

/** What a one-pole lowpass leaves out, in place. */
export function highpass(sound: Float32Array, hertz: number, rate: number): Float32Array {
  const share = 1 - Math.exp((-2 * Math.PI * hertz) / rate);
  let held = 0;
  for (let i = 0; i < sound.length; i += 1) {
    const input = sound[i] ?? 0;
    held += share * (input - held);
    sound[i] = input - held;
  }
  return sound;
}

/** A two-pole resonance of unit gain at its centre, as the vocal tract has them; adds to `into`. */
export function addResonance(
  into: Float32Array,
  source: Float32Array,
  { hertz, width, gain, rate }: { hertz: number; width: number; gain: number; rate: number },
): void {
  const radius = Math.exp((-Math.PI * width) / rate);
  const feedback = 2 * radius * Math.cos((2 * Math.PI * hertz) / rate);
  const scale = gain * (1 - radius * radius);
  let [y1, y2] = [0, 0];
  for (let i = 0; i < source.length; i += 1) {
    const y = (source[i] ?? 0) * scale + feedback * y1 - radius * radius * y2;
    into[i] = (into[i] ?? 0) + y;
    y2 = y1;
    y1 = y;
  }
}
