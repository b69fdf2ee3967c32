import type { SceneCut } from '#contracts/entities/storyboard.ts';
import { secondsAt } from '../../film/frame-budget.ts';
import { BY_HAND, cutReport, FILM_START } from '../cuts/cut-report.ts';
import type { BoardScene, EditContext } from './board.ts';

const SNAP_SECONDS = 0.5;

/**
 * A scene at another place. Its words stay, but the lyrics that it shows follow its times unless a person wrote
 * something else there.
 */
export function retimed(
  scene: BoardScene,
  startFrame: number,
  endFrame: number,
  cut: SceneCut,
  { sungBetween }: EditContext,
): BoardScene {
  if (scene.startFrame === startFrame && scene.endFrame === endFrame) return scene;
  const follows = scene.lyricExcerpt === sungBetween(scene.startFrame, scene.endFrame);
  const lyricExcerpt = follows ? sungBetween(startFrame, endFrame) : scene.lyricExcerpt;
  return { ...scene, startFrame, endFrame, lyricExcerpt, cut };
}

/** The mark nearest to a frame, within half a second and the range; the frame itself where there is none. */
export function snapped(frame: number, low: number, high: number, { marks, limits }: EditContext): number {
  let best = frame;
  let least = Number.POSITIVE_INFINITY;
  for (const mark of marks.marks) {
    const off = Math.abs(mark.frame - frame);
    if (mark.frame < low || mark.frame > high || secondsAt(off, limits.rate) > SNAP_SECONDS) continue;
    if (off >= least) continue;
    best = mark.frame;
    least = off;
  }
  return best;
}

/** The report of a cut that a person asked for at one frame and that came to lie on another, or there. */
export function handCut(frame: number, asked: number, { marks, limits }: EditContext): SceneCut {
  if (frame === 0) return FILM_START;
  const mark = marks.marks.find((other) => other.frame === frame);
  if (!mark) return BY_HAND;
  const target = { frame: asked, origin: 'wish' as const };
  return cutReport({
    frame,
    target,
    mark,
    line: undefined,
    rate: limits.rate,
    maxMoveSeconds: Number.POSITIVE_INFINITY,
  });
}
