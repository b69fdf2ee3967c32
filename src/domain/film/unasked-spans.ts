import type { FilmSegment, UnaskedSpan } from '#contracts/entities/index.ts';
import type { FrameRate } from '#contracts/media.ts';
import type { FrameSpan } from '#contracts/media-jobs/frames.ts';

/** A picture that moves again sooner is not said to stand still. */
const FROZEN_SECONDS = 0.5;

/**
 * What is black or stands still in a film though nobody asked for that, in frames of the film. Asked for is the black
 * of a dip to black, the last frame of a clip that is too short, and the still that stands in for a clip.
 */
export function unaskedSpans(segments: readonly FilmSegment[], rate: FrameRate): UnaskedSpan[] {
  const least = (FROZEN_SECONDS * rate.numerator) / rate.denominator;
  let first = 0;
  return segments.flatMap(({ sceneId, takeKind, frames, black, frozen, heldFromFrame, seam }) => {
    const start = first;
    first += frames;
    const found = (what: UnaskedSpan['what'], { fromFrame, toFrame }: FrameSpan): UnaskedSpan => ({
      what,
      sceneId,
      fromFrame: start + fromFrame,
      toFrame: start + toFrame,
    });
    if (seam !== null)
      return seam.blend === 'dip-to-black' ? [] : seam.black.map((span) => found('black', span));
    const moving = heldFromFrame ?? frames;
    const still = takeKind === 'image' ? [] : frozen;
    return [
      ...black.map((span) => found('black', span)),
      ...still
        .map(({ fromFrame, toFrame }) => ({ fromFrame, toFrame: Math.min(toFrame, moving) }))
        .filter(({ fromFrame, toFrame }) => toFrame - fromFrame >= Math.floor(least))
        .map((span) => found('frozen', span)),
    ];
  });
}
