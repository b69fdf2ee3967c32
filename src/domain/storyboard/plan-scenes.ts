import type { SongAnalysis } from '#contracts/media-jobs/analyze-song.ts';
import { secondsAt } from '../film/frame-budget.ts';
import { cutText } from './cut-text.ts';
import { cutMarks } from './cuts/cut-marks.ts';
import { excerptBetween } from './lyric-lines.ts';
import { energyAround, paceWishes, sectionAt } from './pace-wishes.ts';
import type { PlannedScene } from './planned-scene.ts';
import { solveCuts } from './solve-cuts.ts';
import type { FilmToPlan } from './tile-scenes.ts';
import { tilingLimits } from './tiling.ts';

// A cut may leave the pace by a third of a scene to meet a mark: nobody wished it just there.
const MOVE_SHARE = 1 / 3;
const LEAST_MOVE_SECONDS = 0.5;
const MOST_MOVE_SECONDS = 2;
const PACE_WEIGHT = 0.25;

/**
 * Plans scenes without a model: a scene with each section, faster where energy is high, cut on the marks of song and
 * lyrics. An even pace, cut at the start of a lyric line where one is near, where nothing was heard.
 */
export function planScenes(film: FilmToPlan): PlannedScene[] {
  const { frames, rate, pacing, lines, analysis, locked = [] } = film;
  const limits = tilingLimits(frames, rate, pacing);
  const count = Math.min(limits.most, Math.max(limits.fewest, pacing.sceneCount));
  const evenSeconds = secondsAt(frames / count, rate);
  const { cuts } = solveCuts({
    limits,
    rate,
    wishes: paceWishes(analysis, limits, rate, count),
    locked,
    marks: cutMarks(analysis, lines, frames, rate),
    clipSeconds: film.clipSeconds,
    maxMoveSeconds: Math.min(MOST_MOVE_SECONDS, Math.max(LEAST_MOVE_SECONDS, evenSeconds * MOVE_SHARE)),
    wishWeight: PACE_WEIGHT,
  });
  const titled = new Map<string, number>();
  return cuts.map(({ frame, cut, locked: stays }, index) => {
    const kept = stays ? locked.find(({ startFrame }) => startFrame === frame) : undefined;
    if (kept) return kept;
    const endFrame = cuts[index + 1]?.frame ?? frames;
    const excerpt = excerptBetween(lines, rate, frame, endFrame) ?? '';
    const middle = secondsAt((frame + endFrame) / 2, rate);
    const title = titleOf(excerpt, sectionAt(analysis, middle)?.label, index, cuts.length);
    const part = (titled.get(title) ?? 0) + 1;
    titled.set(title, part);
    return {
      startFrame: frame,
      endFrame,
      title: part === 1 || excerpt !== '' ? title : `${title} (${part})`,
      theme: excerpt === '' ? 'The music alone; place and light carry the scene' : excerpt,
      mood: moodAt(analysis, middle, index, cuts.length),
      lyricExcerpt: excerpt,
      reasoning: `Planned without a model. ${cut.reason}`,
      cut,
    };
  });
}

function titleOf(excerpt: string, section: string | undefined, index: number, count: number): string {
  if (excerpt !== '') return cutText(excerpt.split(' / ')[0] ?? excerpt, 60);
  if (section !== undefined) return section;
  if (index === 0) return 'Opening';
  return index === count - 1 ? 'Closing' : `Interlude ${index + 1}`;
}

/** By how the song sounds there; where nobody listened, by how far it is. */
function moodAt(analysis: SongAnalysis | null, seconds: number, index: number, count: number): string {
  const position = count === 1 ? 0 : index / (count - 1);
  if (analysis) {
    const energy = energyAround(analysis, seconds);
    if (energy < 0.3) return position < 0.8 ? 'quiet, expectant' : 'calm, resolved';
    if (energy < 0.6) return 'rising, curious';
    return energy < 0.8 ? 'driving, bright' : 'intense, open';
  }
  if (position < 0.15) return 'quiet, expectant';
  if (position < 0.5) return 'rising, curious';
  if (position < 0.85) return 'intense, open';
  return 'calm, resolved';
}
