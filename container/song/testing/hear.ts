import { analyzeSound, type HeardSong } from '../analyze.ts';
import { SAMPLE_RATE } from '../frames.ts';
import { SongListener, type SongSound } from '../listener.ts';

/** Listens to samples in pieces of that length, as a pipe would bring them. */
export function hear(pcm: Float32Array, piece = 16_384): SongSound {
  const listener = new SongListener();
  for (let at = 0; at < pcm.length; at += piece) listener.push(pcm.subarray(at, at + piece));
  return listener.finish();
}

export const analyze = (pcm: Float32Array): HeardSong => analyzeSound(hear(pcm));

/** That many seconds of what a function of the time in seconds gives. */
export function samples(seconds: number, at: (time: number, index: number) => number): Float32Array {
  return Float32Array.from({ length: Math.round(seconds * SAMPLE_RATE) }, (_, i) => at(i / SAMPLE_RATE, i));
}

/** The same song `seconds` later, after silence. */
export function delayed(pcm: Float32Array, seconds: number): Float32Array {
  const later = new Float32Array(pcm.length + Math.round(seconds * SAMPLE_RATE));
  later.set(pcm, later.length - pcm.length);
  return later;
}
