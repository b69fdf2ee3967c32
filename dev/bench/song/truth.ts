/** What is known about a synthetic song because it was made so. Seconds. */
export interface Truth {
  /** Null where there is no steady beat. */
  readonly bpm: number | null;
  /** True where the tempo changes on purpose: then `bpm` is that of most of the song, and only beats are judged. */
  readonly changing: boolean;
  readonly beats: readonly number[];
  readonly beatsPerBar: number | null;
  readonly downbeats: readonly number[];
  /** Where the arrangement changes, without the start and the end. */
  readonly changes: readonly number[];
  readonly vocals: readonly { readonly start: number; readonly end: number }[];
}

/** A song and the truth about it. */
export interface BenchSong {
  readonly kind: string;
  readonly seed: number;
  readonly rate: number;
  readonly pcm: Float32Array;
  readonly truth: Truth;
}

export const NO_BEAT: Truth = {
  bpm: null,
  changing: false,
  beats: [],
  beatsPerBar: null,
  downbeats: [],
  changes: [],
  vocals: [],
};
