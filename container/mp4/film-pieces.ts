import type { ByteSource } from './byte-source.ts';
import type { Mp4Index } from './read-index.ts';
import { SampleQueue, type Span } from './side-tracks.ts';

/** Long enough for few chunks, short enough that players which read on never hold much of one track. */
const PIECE_SECONDS = 0.5;

/** A film's other tracks, ready: their index, and the bytes that it speaks of. */
export interface Side {
  index: Mp4Index;
  source: ByteSource;
}

/** A run of frames of one segment, behind all else that begins before the next run does. */
export interface Piece {
  frames: number;
  /** Of each other track. */
  before: { samples: number; spans: Span[] }[];
}

/** Cuts segments with so many frames each, at so many a second, and spreads the other tracks' samples over them. */
export function piecesOf(segments: readonly number[], framesPerSecond: number, side: Side): Piece[][] {
  const queues = side.index.tracks.map((track) => new SampleQueue(track));
  const most = Math.max(1, Math.round(framesPerSecond * PIECE_SECONDS));
  let left = segments.reduce((sum, frames) => sum + frames, 0);
  let shown = 0;
  return segments.map((count) => {
    const pieces = Math.ceil(count / most);
    return Array.from({ length: pieces }, (_, piece) => {
      const frames = Math.round(((piece + 1) * count) / pieces) - Math.round((piece * count) / pieces);
      shown += frames;
      left -= frames;
      const until = left === 0 ? Number.POSITIVE_INFINITY : shown / framesPerSecond;
      return { frames, before: queues.map((queue) => queue.takeUntil(until)) };
    });
  });
}
