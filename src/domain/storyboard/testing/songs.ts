/** Songs as the analysis would hear them. For tests and benches. */
import type { LyricLine } from '#contracts/entities/song.ts';
import type { SongAnalysis } from '#contracts/media-jobs/analyze-song.ts';
import { gridOfTempo } from '../../song/beat-grid.ts';

export interface SongShape {
  readonly seconds: number;
  /** Null for a song without a beat. */
  readonly bpm: number | null;
  readonly beatsPerBar?: number | null;
  readonly offsetSeconds?: number;
  /** Energy of each section; they are equally long. */
  readonly energies?: readonly number[];
}

/** Sections alternate between verse and chorus; a drop starts every loud one, a phrase every seventh second. */
export function heardSong(shape: SongShape): SongAnalysis {
  const { seconds, bpm, beatsPerBar = 4, offsetSeconds = 0, energies = [0.3, 0.8, 0.3, 0.9] } = shape;
  const tempo = bpm === null ? null : { bpm, confidence: 0.9, beatsPerBar, offsetSeconds };
  const sections = energies.map((energy, index) => ({
    kind: index % 2 === 0 ? ('verse' as const) : ('chorus' as const),
    label: `${index % 2 === 0 ? 'Verse' : 'Chorus'} ${Math.floor(index / 2) + 1}`,
    startSeconds: (seconds * index) / energies.length,
    endSeconds: (seconds * (index + 1)) / energies.length,
    energy,
  }));
  return {
    durationSeconds: seconds,
    tempo,
    ...(tempo ? gridOfTempo(tempo, seconds) : { beats: [], downbeats: [] }),
    sections,
    vocals: [],
    moments: sections
      .filter(({ energy }) => energy > 0.7)
      .map(({ startSeconds, energy }) => ({ kind: 'drop', seconds: startSeconds, strength: energy })),
    phrases: Array.from({ length: Math.floor(seconds / 7) }, (_, index) => index * 7),
    energy: { stepSeconds: 1, values: sections.flatMap(({ energy }) => [energy, energy]) },
    loudness: null,
  };
}

/** A line every four seconds and a bit, three seconds long. */
export function sungLinesOf(seconds: number): LyricLine[] {
  return Array.from({ length: Math.floor(seconds / 4.1) }, (_, index) => ({
    text: `line ${index + 1} of the song`,
    startSeconds: 0.7 + index * 4.1,
    endSeconds: 3.7 + index * 4.1,
    timing: 'aligned' as const,
  }));
}
