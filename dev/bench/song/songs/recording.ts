import type { Chance } from '../synth/chance.ts';
import type { Truth } from '../truth.ts';

/** A song as recorded, at the rate that was asked for or one of its own. */
export interface Recording {
  readonly pcm: Float32Array;
  readonly truth: Truth;
  readonly rate?: number;
}

/** Plays one song of its kind; all of it follows from the chance. */
export type Maker = (chance: Chance, rate: number) => Recording | Promise<Recording>;
