import type { LyricLine } from '#contracts/entities/song.ts';
import type { FrameRate } from '#contracts/media.ts';
import { frameAt } from '../film/frame-budget.ts';

const EXCERPT_LENGTH = 240;

/**
 * The words that start within a scene, joined by ` / `, so that a scene never shows words that are sung elsewhere.
 * Null where no line has a time.
 */
export function excerptBetween(
  lines: readonly LyricLine[],
  rate: FrameRate,
  startFrame: number,
  endFrame: number,
): string | null {
  let timed = false;
  let excerpt = '';
  for (const line of lines) {
    if (line.startSeconds === null) continue;
    timed = true;
    const frame = frameAt(line.startSeconds, rate);
    if (frame < startFrame || frame >= endFrame) continue;
    const longer = excerpt === '' ? line.text : `${excerpt} / ${line.text}`;
    // A whole line is dropped rather than cut, unless it is the only one.
    if (longer.length <= EXCERPT_LENGTH || excerpt === '') excerpt = longer;
  }
  return timed ? excerpt : null;
}
