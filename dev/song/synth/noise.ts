/**
 * White noise between -1 and 1 that is the same on every run and machine.
 * A 32-bit Weyl sequence through an integer finaliser: plenty for hats, and only integer arithmetic.
 */
export function noiseSource(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    mixed ^= mixed >>> 16;
    return (mixed >>> 0) / 0x7fffffff - 1;
  };
}
