import type { QcReport } from '#contracts/media.ts';
import type { FrameSpan } from '#contracts/media-jobs/frames.ts';

/** The part of a film's report that counting does not give: what is to be seen and heard in it. */
export type FilmFindings = Pick<QcReport, 'black' | 'frozen' | 'loudness' | 'decodeErrors'>;

/** A segment and what was found when it was made, in its own frames. */
export interface FoundSegment {
  frames: number;
  black?: readonly FrameSpan[] | undefined;
  frozen?: readonly FrameSpan[] | undefined;
}

/**
 * The spans of segments as spans of their film. Black that goes on over a cut is one span; pictures that stand still
 * on both sides of a cut are two.
 */
export function spansOfFilm(segments: readonly FoundSegment[]): { black: FrameSpan[]; frozen: FrameSpan[] } {
  const black: FrameSpan[] = [];
  const frozen: FrameSpan[] = [];
  let first = 0;
  for (const segment of segments) {
    for (const span of within(segment.black, first, segment.frames)) {
      const last = black.at(-1);
      if (last?.toFrame === span.fromFrame) last.toFrame = span.toFrame;
      else black.push(span);
    }
    frozen.push(...within(segment.frozen, first, segment.frames));
    first += segment.frames;
  }
  return { black, frozen };
}

function within(spans: readonly FrameSpan[] | undefined, first: number, frames: number): FrameSpan[] {
  return (spans ?? [])
    .map(({ fromFrame, toFrame }) => ({ fromFrame, toFrame: Math.min(toFrame, frames) }))
    .filter(({ fromFrame, toFrame }) => fromFrame < toFrame)
    .toSorted((one, other) => one.fromFrame - other.fromFrame)
    .map(({ fromFrame, toFrame }) => ({ fromFrame: first + fromFrame, toFrame: first + toFrame }));
}
