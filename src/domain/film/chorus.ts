import type { Film, FilmSegment } from '#contracts/entities/index.ts';
import type { FrameRate } from '#contracts/media.ts';
import type { SongSection } from '#contracts/media-jobs/analyze-song.ts';
import { secondsAt } from './frame-budget.ts';

/** The frame in the middle of a segment, counted from its first. */
export function middleOf({ frames }: Pick<FilmSegment, 'frames'>): number {
  return Math.floor(frames / 2);
}

/** The scenes whose middle frames are in a chorus; none where nobody knows of one. */
export function scenesInChorus(
  film: Pick<Film, 'segments'>,
  sections: readonly SongSection[],
  rate: FrameRate,
): FilmSegment[] {
  const choruses = sections.filter(({ kind }) => kind === 'chorus');
  if (choruses.length === 0) return [];
  let startFrame = 0;
  return film.segments.flatMap((segment) => {
    const seconds = secondsAt(startFrame + middleOf(segment), rate);
    startFrame += segment.frames;
    const isIn = choruses.some(
      ({ startSeconds, endSeconds }) => startSeconds <= seconds && seconds < endSeconds,
    );
    return segment.seam === null && isIn ? [segment] : [];
  });
}
