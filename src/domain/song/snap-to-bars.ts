import type { SongAnalysis } from '#contracts/media-jobs/analyze-song.ts';

/** What lies further from a bar's first beat than a bar at 60 beats a minute does not mean that beat. In seconds. */
const FURTHEST = 4;

/**
 * The analysis with sections and phrases beginning on first beats of bars: where people set the grid, what was measured
 * only to about a bar follows it. A beat takes the start nearest to it, which moves by a bar or {@link FURTHEST} at
 * most; all else stays, also what belongs to a beat within half a bar of the song's ends, as does everything without
 * bars. Sections keep their number and order and tile the song as before.
 */
export function snapToBars(analysis: SongAnalysis): SongAnalysis {
  const { tempo, durationSeconds, sections } = analysis;
  const bars = analysis.downbeats.flatMap((index) => analysis.beats[index] ?? []);
  if (!tempo?.beatsPerBar || bars.length === 0) return analysis;
  const bar = (tempo.beatsPerBar * 60) / tempo.bpm;
  const isInside = (seconds: number) => seconds >= bar / 2 && seconds <= durationSeconds - bar / 2;
  const snap = (starts: readonly number[]) => snapped(starts, bars, Math.min(bar, FURTHEST), isInside);
  const starts = [0, ...snap(sections.slice(1).map(({ startSeconds }) => startSeconds))];
  return {
    ...analysis,
    sections: sections.map((section, index) => ({
      ...section,
      startSeconds: starts[index] ?? section.startSeconds,
      endSeconds: starts[index + 1] ?? section.endSeconds,
    })),
    phrases: snap(analysis.phrases),
  };
}

/** Times ascend and keep their order: each is as near as before, or nearer, to the bar that another one took. */
function snapped(
  times: readonly number[],
  bars: readonly number[],
  furthest: number,
  isInside: (seconds: number) => boolean,
): number[] {
  const wishes = times.map((seconds) => nearestOf(bars, seconds));
  const taker = new Map<number, number>();
  times.forEach((seconds, index) => {
    const wish = wishes[index] ?? seconds;
    const other = times[taker.get(wish) ?? -1];
    if (other === undefined || Math.abs(seconds - wish) < Math.abs(other - wish)) taker.set(wish, index);
  });
  return times.map((seconds, index) => {
    const wish = wishes[index] ?? seconds;
    const isTaken = taker.get(wish) === index && isInside(wish) && Math.abs(seconds - wish) <= furthest;
    return isTaken ? wish : seconds;
  });
}

/** Bars ascend, and there is one; of two that are as near it is the earlier. */
function nearestOf(bars: readonly number[], seconds: number): number {
  let [from, to] = [0, bars.length - 1];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if ((bars[middle] ?? 0) < seconds) from = middle + 1;
    else to = middle;
  }
  const after = bars[from] ?? seconds;
  const before = bars[from - 1] ?? after;
  return Math.abs(after - seconds) < Math.abs(before - seconds) ? after : before;
}
