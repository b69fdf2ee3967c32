import { type Stereo, silence } from '../pcm.ts';
import { biquad } from './filter.ts';

/** Delays of the parallel combs and the serial all-passes, in samples; mutually prime, so that nothing rings. */
const COMBS = [1559, 1621, 1747, 1867, 1979, 2063];
const ALLPASSES = [557, 443, 211];
const SPREAD = 31;

function roomChannel(input: Float32Array, offset: number, feedback: number): Float32Array {
  const output = new Float32Array(input.length);
  for (const delay of COMBS.map((comb) => comb + offset)) {
    const line = new Float32Array(delay);
    let damped = 0;
    for (let i = 0; i < input.length; i += 1) {
      const at = i % delay;
      const echo = line[at] ?? 0;
      damped = echo * 0.62 + damped * 0.38;
      line[at] = (input[i] ?? 0) + damped * feedback;
      output[i] = (output[i] ?? 0) + echo / COMBS.length;
    }
  }
  for (const delay of ALLPASSES.map((allpass) => allpass + offset)) {
    const line = new Float32Array(delay);
    for (let i = 0; i < output.length; i += 1) {
      const at = i % delay;
      const stored = line[at] ?? 0;
      const value = (output[i] ?? 0) + stored * 0.5;
      line[at] = value;
      output[i] = stored - value * 0.5;
    }
  }
  return output;
}

/** The sound of a room for a dry bus, without the dry bus itself (M. R. Schroeder's comb and all-pass network). */
export function reverb(dry: Stereo, feedback: number): Stereo {
  const input = silence(dry.left.length);
  for (const [from, to] of [
    [dry.left, input.left],
    [dry.right, input.right],
  ] as const) {
    const thin = biquad('highpass', 240);
    for (let i = 0; i < from.length; i += 1) to[i] = thin(from[i] ?? 0);
  }
  return {
    left: roomChannel(input.left, 0, feedback),
    right: roomChannel(input.right, SPREAD, feedback),
  };
}

/** Echoes of a bus that change sides, each `gain` times as loud as the one before. */
export function pingPong(dry: Stereo, delaySamples: number, gain: number): Stereo {
  const wet = silence(dry.left.length);
  for (let i = delaySamples; i < wet.left.length; i += 1) {
    const before = i - delaySamples;
    wet.left[i] = gain * ((dry.left[before] ?? 0) + (wet.right[before] ?? 0));
    wet.right[i] = gain * (wet.left[before] ?? 0);
  }
  return wet;
}
