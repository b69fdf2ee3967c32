import type { LyricLine } from '#contracts/entities/song.ts';
import type { FrameRate } from '#contracts/media.ts';
import { cutText } from './cut-text.ts';
import { excerptBetween, lineStarts } from './lyric-lines.ts';
import type { Pacing } from './pacing.ts';
import type { PlannedScene } from './planned-scene.ts';
import { fitBoundaries, snapTo, tilingLimits } from './tiling.ts';

export interface ScenePlanInput {
  /** Length of the film in frames. */
  readonly frames: number;
  readonly rate: FrameRate;
  readonly pacing: Pacing;
  readonly lines: readonly LyricLine[];
}

// A cut may leave the even pace by a third of a scene to meet a line.
const SNAP_SHARE = 1 / 3;

/** Plans scenes without a model: an even pace, cut at the start of a lyric line where one is near. */
export function planScenes(input: ScenePlanInput): PlannedScene[] {
  const { frames, rate, pacing, lines } = input;
  const limits = tilingLimits(frames, rate, pacing);
  const count = Math.min(limits.most, Math.max(limits.fewest, pacing.sceneCount));
  const even = frames / count;
  const starts = lineStarts(lines, rate);
  const wishes = Array.from({ length: count - 1 }, (_, index) =>
    snapTo((index + 1) * even, starts, even * SNAP_SHARE),
  );
  const boundaries = fitBoundaries(wishes, limits);
  const atLine = new Set(starts);
  return boundaries.slice(1).map((endFrame, index) => {
    const startFrame = boundaries[index] ?? 0;
    const excerpt = excerptBetween(lines, rate, startFrame, endFrame) ?? '';
    return {
      startFrame,
      endFrame,
      title: titleOf(excerpt, index, count),
      theme: excerpt === '' ? 'The music alone; place and light carry the scene' : excerpt,
      mood: moodAt(index, count),
      lyricExcerpt: excerpt,
      reasoning:
        index > 0 && atLine.has(startFrame)
          ? 'Planned without a model: starts with a line of the lyrics.'
          : 'Planned without a model: even pace.',
    };
  });
}

function titleOf(excerpt: string, index: number, count: number): string {
  if (excerpt !== '') return cutText(excerpt.split(' / ')[0] ?? excerpt, 60);
  if (index === 0) return 'Opening';
  return index === count - 1 ? 'Closing' : `Interlude ${index + 1}`;
}

function moodAt(index: number, count: number): string {
  const position = count === 1 ? 0 : index / (count - 1);
  if (position < 0.15) return 'quiet, expectant';
  if (position < 0.5) return 'rising, curious';
  if (position < 0.85) return 'intense, open';
  return 'calm, resolved';
}
