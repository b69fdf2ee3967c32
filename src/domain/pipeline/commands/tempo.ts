import type { Analysis, SetTempo, Song } from '#contracts/entities/index.ts';
import type { FieldProblem } from '#contracts/problem.ts';
import { tempoFromTaps } from '#domain/song/tempo-from-taps.ts';
import type { Draft } from '../draft.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { openAnalysis } from '../stages/analyze-song.ts';
import { analysisOf } from '../stages/song-analysis.ts';

/** A tempo as a person says it: in numbers, or by tapping along. Times in seconds from the song's start. */
export type WantedTempo = {
  /** Null: no beat is known to begin a bar. Left out: as it was measured. */
  readonly beatsPerBar?: number | null | undefined;
} & (
  | { readonly bpm: number; readonly offsetSeconds: number; readonly taps?: undefined }
  | { readonly taps: readonly number[] }
);

/**
 * Sets the tempo by hand, or hands it back to the measuring. What was measured stays beside it (P9). No scene changes
 * by it, and nothing becomes stale: what is planned or moved from now on goes by the new grid.
 */
export function setTempo(draft: Draft, input: { tempo: WantedTempo | null }): Analysis | Refusal {
  const song = draft.get('song', draft.project().songId);
  if (!song)
    return refuse('song-missing', 'A tempo belongs to a song, which this project does not have yet.');
  const analysis = analysisOf(draft, song.id) ?? openAnalysis(draft, song);
  if (input.tempo === null) return draft.put<Analysis>({ ...analysis, setTempo: null });
  const { beatsPerBar = analysis.measured?.tempo?.beatsPerBar ?? null } = input.tempo;
  const tempo = tempoOf(input.tempo, beatsPerBar, song);
  if ('pointer' in tempo)
    return refuse('tempo-invalid', `${tempo.pointer}: ${tempo.message}`, [], { errors: [tempo] });
  return draft.put<Analysis>({ ...analysis, setTempo: tempo });
}

function tempoOf(
  wanted: WantedTempo,
  beatsPerBar: number | null,
  { durationSeconds }: Song,
): SetTempo | FieldProblem {
  const length = `the song is ${Math.round(durationSeconds * 1000) / 1000} s long.`;
  if (wanted.taps === undefined) {
    const { bpm, offsetSeconds } = wanted;
    if (offsetSeconds < durationSeconds) return { bpm, offsetSeconds, beatsPerBar };
    return { pointer: '/offsetSeconds', message: `No beat can begin there: ${length}` };
  }
  const beyond = wanted.taps.findIndex((seconds) => seconds > durationSeconds);
  if (beyond >= 0) return { pointer: `/taps/${beyond}`, message: `Nothing can be tapped there: ${length}` };
  const tapped = tempoFromTaps(wanted.taps, beatsPerBar);
  if ('problem' in tapped) return { pointer: '/taps', message: tapped.problem };
  const { bpm, offsetSeconds } = tapped.tempo;
  // A song may end before the first whole bar that the taps would count from.
  return { bpm, beatsPerBar, offsetSeconds: Math.min(offsetSeconds, durationSeconds) };
}

/** Has the song analysed where that failed or was never done; else everything stays as it is. */
export function retryAnalysis(draft: Draft): Analysis | Refusal {
  const song = draft.get('song', draft.project().songId);
  if (!song) return refuse('song-missing', 'There is no song to be analysed.');
  const analysis = analysisOf(draft, song.id);
  return analysis && analysis.status !== 'failed' ? analysis : openAnalysis(draft, song);
}
