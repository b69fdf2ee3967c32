import type { LyricLine } from '#contracts/entities/song.ts';
import type { CutOnto } from '#contracts/entities/storyboard.ts';
import type { FrameRate } from '#contracts/media.ts';
import type { SongAnalysis } from '#contracts/media-jobs/analyze-song.ts';
import { frameAt } from '../../film/frame-budget.ts';
import { gridFrames } from '../../song/beat-grid.ts';
import { cutText } from '../cut-text.ts';

/** A place where a cut looks meant. */
export interface CutMark {
  readonly frame: number;
  readonly onto: Exclude<CutOnto, 'wish' | 'limit'>;
  /** What cutting here costs; 0 is the best there is, {@link OFF_MARK_COST} is a cut on nothing. */
  readonly cost: number;
  /** For people, to follow "On": `the start of Chorus 2`. */
  readonly label: string;
}

/** Where a line is sung, from its first frame to before `endFrame`. */
export interface SungLine {
  readonly startFrame: number;
  readonly endFrame: number;
  readonly text: string;
}

/** All that a film's cuts have to go by. Marks ascend, one per frame: the best that is there. */
export interface CutMarks {
  readonly marks: readonly CutMark[];
  readonly sung: readonly SungLine[];
}

/** What a cut on no mark costs, in the unit of all costs: a cut moved by one second costs 1. */
export const OFF_MARK_COST = 2;

const COST = { section: 0, downbeat: 0.3, phrase: 0.4, lineStart: 0.5, lineEnd: 0.8, beat: 1 } as const;
const MOMENT = {
  drop: { label: 'a drop', least: 0.1, span: 0.6 },
  break: { label: 'a break', least: 0.1, span: 0.6 },
  build: { label: 'the start of a build-up', least: 0.5, span: 0.7 },
  accent: { label: 'an accent', least: 0.4, span: 0.8 },
} as const;

// A line that is timed without an end is taken to last until the next one, if that comes this soon.
const LINE_SECONDS = 5;
const LABEL_LENGTH = 40;

/**
 * Collects the marks of a film from what was heard in its song and from its lyrics. Phrases count only where there
 * is no tempo: on a beat they would compete with the bars that they begin with.
 */
export function cutMarks(
  analysis: SongAnalysis | null,
  lines: readonly LyricLine[],
  frames: number,
  rate: FrameRate,
): CutMarks {
  const sung = sungLines(lines, rate);
  const found: CutMark[] = [...lineMarks(lines, sung, rate), ...(analysis ? songMarks(analysis, rate) : [])];
  const best = new Map<number, CutMark>();
  for (const mark of found) {
    if (mark.frame <= 0 || mark.frame >= frames) continue;
    const other = best.get(mark.frame);
    if (!other || mark.cost < other.cost) best.set(mark.frame, mark);
  }
  return { marks: [...best.values()].sort((a, b) => a.frame - b.frame), sung };
}

function songMarks(analysis: SongAnalysis, rate: FrameRate): CutMark[] {
  const at = (seconds: number) => frameAt(seconds, rate);
  const grid = gridFrames(analysis, rate);
  const phrases = analysis.tempo === null ? analysis.phrases : [];
  return [
    ...analysis.sections.map(({ startSeconds, label }) =>
      mark(at(startSeconds), 'section', COST.section, `the start of ${label}`),
    ),
    ...grid.downbeats.map(({ frame, bar }) =>
      mark(frame, 'downbeat', COST.downbeat, `the first beat of bar ${bar}`),
    ),
    ...analysis.moments.map(({ seconds, kind, strength }) => {
      const { label, least, span } = MOMENT[kind];
      return mark(at(seconds), 'moment', least + (1 - strength) * span, label);
    }),
    ...grid.beats.map((frame) => mark(frame, 'beat', COST.beat, 'a beat')),
    ...phrases.map((seconds) => mark(at(seconds), 'phrase', COST.phrase, 'the start of a phrase')),
  ];
}

function lineMarks(lines: readonly LyricLine[], sung: readonly SungLine[], rate: FrameRate): CutMark[] {
  const starts = lines.flatMap((line) =>
    line.startSeconds === null
      ? []
      : [mark(frameAt(line.startSeconds, rate), 'line', COST.lineStart, `the start of ${quoted(line.text)}`)],
  );
  const ends = sung.map(({ endFrame, text }) =>
    mark(endFrame, 'line', COST.lineEnd, `the end of ${quoted(text)}`),
  );
  return [...starts, ...ends];
}

/** Lines with both ends known, or near enough. */
function sungLines(lines: readonly LyricLine[], rate: FrameRate): SungLine[] {
  const timed = lines.filter((line) => line.startSeconds !== null);
  return timed.flatMap(({ text, startSeconds, endSeconds }, index) => {
    if (startSeconds === null) return [];
    const next = timed[index + 1]?.startSeconds ?? null;
    const soon = next !== null && next - startSeconds <= LINE_SECONDS ? next : null;
    const end = endSeconds ?? soon;
    const startFrame = frameAt(startSeconds, rate);
    const endFrame = end === null ? startFrame : frameAt(end, rate);
    return endFrame > startFrame ? [{ startFrame, endFrame, text }] : [];
  });
}

function mark(frame: number, onto: CutMark['onto'], cost: number, label: string): CutMark {
  return { frame, onto, cost, label };
}

/** A line's words for people, shortened. */
export function quoted(text: string): string {
  const short = cutText(text, LABEL_LENGTH);
  return `“${short}${short.length < text.length ? '…' : ''}”`;
}
