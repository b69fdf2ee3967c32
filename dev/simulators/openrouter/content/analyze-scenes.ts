import { createRandom, type Random } from '../../random.ts';
import { type LyricLine, lyricLines, numberAt } from './request-document.ts';

/** One scene of the answer to `task: analyze-scenes`. */
export interface SceneProposal {
  readonly title: string;
  readonly theme: string;
  readonly mood: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly lyricExcerpt: string;
  readonly reasoning: string;
}

const THEMES = [
  'longing and distance',
  'first light after a long night',
  'the pull of home',
  'running out of time',
  'quiet defiance',
  'memory folding over the present',
  'the joy of moving',
  'two people finding a rhythm',
  'letting go',
  'a city that never answers',
  'wonder at something vast',
  'holding on',
  'solitude without loneliness',
  'return',
] as const;
const MOODS = [
  'tender',
  'restless',
  'euphoric',
  'melancholic',
  'hopeful',
  'tense',
  'dreamy',
  'warm',
  'stark',
  'playful',
  'bittersweet',
  'triumphant',
] as const;
const INSTRUMENTAL = [
  'Overture',
  'The Band Alone',
  'Breathing Space',
  'Lights in the Distance',
  'Drift',
  'Afterglow',
] as const;

/** Where a cut may fall: between two lines, in the middle of the pause. */
function boundaries(lines: readonly LyricLine[], durationSeconds: number): readonly number[] {
  const cuts = lines.slice(1).map((line, index) => {
    const pauseStart = lines[index]?.endSeconds ?? line.startSeconds;
    return line.startSeconds - pauseStart > 2.5
      ? line.startSeconds - 0.3
      : (pauseStart + line.startSeconds) / 2;
  });
  const first = lines[0]?.startSeconds;
  return [...(first !== undefined && first > 3 ? [first - 0.3] : []), ...cuts].filter(
    (cut) => cut > 1 && cut < durationSeconds - 1,
  );
}

/** Even cuts, each drawn to the nearest boundary within 40 % of a scene. */
function chooseCuts(
  count: number,
  durationSeconds: number,
  candidates: readonly number[],
): readonly number[] {
  const even = durationSeconds / count;
  const cuts: number[] = [];
  for (let index = 1; index < count; index += 1) {
    const target = index * even;
    const previous = cuts.at(-1) ?? 0;
    const near = candidates
      .filter((cut) => Math.abs(cut - target) < even * 0.4 && cut > previous + even * 0.25)
      .sort((a, b) => Math.abs(a - target) - Math.abs(b - target));
    cuts.push(near[0] ?? target);
  }
  return cuts;
}

function titleOf(excerpt: string, random: Random): string {
  const words = excerpt
    .replace(/[^\p{L}\p{N}\s'’]/gu, '')
    .split(/\s+/)
    .filter((word) => word.length > 2);
  if (words.length < 2) return random.pick(INSTRUMENTAL);
  const start = random.integer(0, Math.max(0, words.length - 3));
  return words
    .slice(start, start + 3)
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join(' ');
}

/**
 * Proposes scenes as a language model does: as many as asked for, cut near the gaps between lyric lines, with times
 * rounded to tenths and now and then a tenth off its neighbour. The caller is expected to tile them exactly.
 */
export function analyzeScenes(
  document: Readonly<Record<string, unknown>>,
  seed: string,
): { scenes: readonly SceneProposal[] } {
  const random = createRandom('scenes', seed);
  const lines = lyricLines(document);
  const durationSeconds =
    numberAt(document, 'song', 'durationSeconds') ??
    numberAt(document, 'durationSeconds') ??
    lines.at(-1)?.endSeconds ??
    60;
  const asked =
    numberAt(document, 'constraints', 'sceneCount') ??
    numberAt(document, 'constraints', 'targetSceneCount') ??
    numberAt(document, 'sceneCount');
  const count = Math.max(1, Math.round(asked ?? durationSeconds / 5));
  const cuts = chooseCuts(count, durationSeconds, boundaries(lines, durationSeconds));
  const tenths = (seconds: number): number => Math.round(seconds * 10) / 10;
  const wobble = (): number => (random.chance(0.3) ? random.pick([-0.1, 0.1]) : 0);
  const themes = random.shuffled(THEMES);
  const scenes = Array.from({ length: count }, (_unused, index): SceneProposal => {
    const start = index === 0 ? 0 : (cuts[index - 1] ?? 0);
    const end = index === count - 1 ? durationSeconds : (cuts[index] ?? durationSeconds);
    const sung = lines.filter((line) => {
      const middle = (line.startSeconds + line.endSeconds) / 2;
      return middle >= start && middle < end;
    });
    const excerpt = sung
      .map(({ text }) => text)
      .join(' / ')
      .slice(0, 280);
    const theme = themes[index % themes.length] ?? THEMES[0];
    const place = index < count * 0.2 ? 'opening' : index > count * 0.8 ? 'closing' : 'heart';
    return {
      title: titleOf(excerpt, random),
      theme,
      mood: random.pick(MOODS),
      startSeconds: index === 0 ? 0 : tenths(start + wobble()),
      endSeconds: index === count - 1 ? tenths(end) : tenths(end + wobble()),
      lyricExcerpt: excerpt,
      reasoning:
        excerpt === ''
          ? `No voice here: an image of ${theme} lets the ${place} of the song breathe.`
          : `The words "${excerpt.slice(0, 60)}" carry ${theme}; the cut falls where the phrase ends.`,
    };
  });
  return { scenes };
}
