import type { FrameRate } from '#contracts/media.ts';
import type { SongAnalysis } from '#contracts/media-jobs/analyze-song.ts';
import { frameAt } from '../film/frame-budget.ts';
import type { TilingLimits } from './tiling.ts';

const STEP_SECONDS = 0.5;
/** Where a song has no sections, energy is taken over this long to both sides. */
const AROUND_SECONDS = 4;
/** Cuts come faster by (SLOWEST + SPAN) / SLOWEST in the loudest part than in the calmest. */
const SLOWEST = 0.6;
const SPAN = 0.8;
/** Songs whose energy varies by less than this are cut evenly. */
const LEAST_RANGE = 0.1;

/** A part of the film that is given scenes of its own. */
interface Part {
  readonly from: number;
  readonly to: number;
  /** How much of the film's pace lies in it: its length, more where energy is high. */
  readonly share: number;
}

/**
 * Frames at which about `count` scenes would begin: one with each section, the rest so that cuts come faster where energy
 * is high. Where there are more sections than scenes, those begin a scene at which energy changes most. Even without
 * an analysis. Ascending, within the film; the first scene, at 0, is left out.
 */
export function paceWishes(
  analysis: SongAnalysis | null,
  limits: TilingLimits,
  rate: FrameRate,
  count: number,
): number[] {
  const total = cumulativePace(analysis, limits.frames, rate);
  const bounds = [0, ...sectionStarts(analysis, limits, rate, count - 1), limits.frames];
  const parts = bounds.slice(1).map((to, index) => {
    const from = bounds[index] ?? 0;
    return { from, to, share: (total[to] ?? 0) - (total[from] ?? 0) };
  });
  const counts = shareOut(parts, limits, count);
  return parts.flatMap((part, index) => startsWithin(part, counts[index] ?? 1, total)).slice(1);
}

/** Pace up to each frame, ascending from 0. */
function cumulativePace(analysis: SongAnalysis | null, frames: number, rate: FrameRate): Float64Array {
  const energy = energyBySteps(analysis, Math.ceil(frames / Math.max(1, frameAt(STEP_SECONDS, rate))) + 1);
  const least = Math.min(...energy);
  const range = Math.max(...energy) - least;
  const perStep = Math.max(1, frameAt(STEP_SECONDS, rate));
  const total = new Float64Array(frames + 1);
  for (let frame = 0; frame < frames; frame += 1) {
    const relative =
      range < LEAST_RANGE ? 0.5 : ((energy[Math.floor(frame / perStep)] ?? least) - least) / range;
    total[frame + 1] = (total[frame] ?? 0) + SLOWEST + SPAN * relative;
  }
  return total;
}

function energyBySteps(analysis: SongAnalysis | null, steps: number): number[] {
  return Array.from({ length: steps }, (_, step) =>
    analysis ? energyAround(analysis, step * STEP_SECONDS) : 0.5,
  );
}

/** Energy of the section at that time; where there are none, the mean of the seconds around it. 0 to 1. */
export function energyAround(analysis: SongAnalysis, seconds: number): number {
  const section = sectionAt(analysis, seconds);
  if (section) return section.energy;
  const { stepSeconds, values } = analysis.energy;
  const near = values.slice(
    Math.max(0, Math.floor((seconds - AROUND_SECONDS) / stepSeconds)),
    Math.ceil((seconds + AROUND_SECONDS) / stepSeconds) + 1,
  );
  return near.length === 0 ? 0.5 : near.reduce((sum, value) => sum + value, 0) / near.length;
}

/** The section that plays at a time. */
export function sectionAt(
  analysis: SongAnalysis | null,
  seconds: number,
): SongAnalysis['sections'][number] | undefined {
  return analysis?.sections.find(
    (section) => section.startSeconds <= seconds && seconds < section.endSeconds,
  );
}

/** Frames at which sections begin, at most `most`, a shortest scene or more apart. */
function sectionStarts(
  analysis: SongAnalysis | null,
  { frames, minFrames }: TilingLimits,
  rate: FrameRate,
  most: number,
): number[] {
  const sections = analysis?.sections ?? [];
  const starts = sections.map(({ startSeconds, energy }, index) => ({
    frame: frameAt(startSeconds, rate),
    change: Math.abs(energy - (sections[index - 1]?.energy ?? energy)),
  }));
  const chosen: number[] = [];
  for (const { frame } of starts.sort((a, b) => b.change - a.change || a.frame - b.frame)) {
    const apart = [0, frames, ...chosen].every((other) => Math.abs(other - frame) >= minFrames);
    if (apart && frame > 0 && frame < frames && chosen.length < most) chosen.push(frame);
  }
  return chosen.sort((a, b) => a - b);
}

/** Scenes for each part: as many as it takes at least, the others one by one to where they would be longest. */
function shareOut(parts: readonly Part[], { minFrames, maxFrames }: TilingLimits, count: number): number[] {
  const counts = parts.map(({ from, to }) => Math.max(1, Math.ceil((to - from) / maxFrames)));
  let left = count - counts.reduce((sum, each) => sum + each, 0);
  for (; left > 0; left -= 1) {
    let longest = -1;
    let most = 0;
    parts.forEach(({ from, to, share }, index) => {
      const own = counts[index] ?? 1;
      if ((own + 1) * minFrames > to - from || share / (own + 0.5) <= most) return;
      most = share / (own + 0.5);
      longest = index;
    });
    if (longest < 0) break;
    counts[longest] = (counts[longest] ?? 0) + 1;
  }
  return counts;
}

/** The start of a part and of each scene in it, the pace between them alike. */
function startsWithin({ from, to, share }: Part, count: number, total: Float64Array): number[] {
  const starts = [from];
  let frame = from;
  for (let index = 1; index < count; index += 1) {
    const wanted = (total[from] ?? 0) + (index * share) / count;
    while (frame < to && (total[frame] ?? 0) < wanted) frame += 1;
    starts.push(frame);
  }
  return starts;
}
