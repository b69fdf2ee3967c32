import type { SetTempo } from '#contracts/entities/analysis.ts';
import type { SongAnalysis } from '#contracts/media-jobs/analyze-song.ts';
import { withTempo } from './beat-grid.ts';
import { snapToBars } from './snap-to-bars.ts';

interface Span {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/**
 * The analysis on the time of the song as it was probed: decoding may give a little more or less. Nothing lies beyond
 * the end, and the sections tile the song.
 */
export function fitAnalysis(analysis: SongAnalysis, durationSeconds: number): SongAnalysis {
  const within = (seconds: number) => seconds <= durationSeconds;
  const beats = analysis.beats.filter(within);
  const sections = analysis.sections.filter(({ startSeconds }) => startSeconds < durationSeconds);
  const steps = Math.ceil(durationSeconds / analysis.energy.stepSeconds);
  return {
    ...analysis,
    durationSeconds,
    beats,
    downbeats: analysis.downbeats.filter((index) => index < beats.length),
    sections: sections.map((section, index) => ({
      ...section,
      startSeconds: index === 0 ? 0 : section.startSeconds,
      endSeconds: sections[index + 1]?.startSeconds ?? durationSeconds,
    })),
    vocals: cutOff(analysis.vocals, durationSeconds),
    moments: analysis.moments.filter(({ seconds }) => within(seconds)),
    phrases: analysis.phrases.filter(within),
    energy: { ...analysis.energy, values: analysis.energy.values.slice(0, steps) },
  };
}

function cutOff<S extends Span>(spans: readonly S[], endSeconds: number): S[] {
  return spans
    .filter(({ startSeconds }) => startSeconds < endSeconds)
    .map((span) => ({ ...span, endSeconds: Math.min(span.endSeconds, endSeconds) }));
}

/**
 * What to cut by: what was measured; where a person set the tempo, with that one and its grid in the place of the
 * measured ones, and with sections and phrases on it. Where nothing was measured a set tempo gives its grid alone; null
 * without either.
 */
export function analysisInForce(
  { measured, setTempo }: { readonly measured: SongAnalysis | null; readonly setTempo: SetTempo | null },
  durationSeconds: number,
): SongAnalysis | null {
  if (setTempo === null) return measured;
  return snapToBars(withTempo(measured ?? unheard(durationSeconds), setTempo));
}

function unheard(durationSeconds: number): SongAnalysis {
  const lists = { beats: [], downbeats: [], sections: [], vocals: [], moments: [], phrases: [] };
  return { durationSeconds, tempo: null, ...lists, energy: { stepSeconds: 1, values: [] }, loudness: null };
}

/** The parts of a song in which nobody sings: what the spans, ascending, leave of it. */
export function instrumentalSpans(vocals: readonly Span[], durationSeconds: number): Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const { startSeconds, endSeconds } of vocals) {
    if (startSeconds > from) spans.push({ startSeconds: from, endSeconds: startSeconds });
    from = Math.max(from, endSeconds);
  }
  if (durationSeconds > from) spans.push({ startSeconds: from, endSeconds: durationSeconds });
  return spans;
}
