import { BEATLESS } from './songs/beatless.ts';
import { CHANGING } from './songs/changing.ts';
import type { Maker } from './songs/recording.ts';
import { WITH_DRUMS } from './songs/with-drums.ts';
import { WITHOUT_DRUMS } from './songs/without-drums.ts';
import { chanceOf } from './synth/chance.ts';
import type { BenchSong } from './truth.ts';

/** Every kind of song by name. */
export const KINDS: Readonly<Record<string, Maker>> = {
  ...WITH_DRUMS,
  ...WITHOUT_DRUMS,
  ...CHANGING,
  ...BEATLESS,
};

/** Plays the song of a kind and a seed. Another seed gives another tempo, key, kit and arrangement. */
export async function makeBenchSong(kind: string, seed: number, rate: number): Promise<BenchSong> {
  const make = KINDS[kind];
  if (make === undefined) throw new RangeError(`There is no kind of song called ${kind}.`);
  // The kind is part of the chance, or all songs of one seed would share their tempo's place in the range.
  const mixed = [...kind].reduce((sum, letter) => Math.imul(sum, 31) + letter.charCodeAt(0), seed);
  return { kind, seed, rate, ...(await make(chanceOf(mixed >>> 0), rate)) };
}
