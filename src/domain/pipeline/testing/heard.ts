/** What may have been heard in a song. For tests. */
import type { SongAnalysis } from '#contracts/media-jobs/analyze-song.ts';
import { withTempo } from '#domain/song/beat-grid.ts';

/** A song without a beat, in which nothing stands out. */
export function calmSong(durationSeconds: number, heard: Partial<SongAnalysis> = {}): SongAnalysis {
  const lists = { beats: [], downbeats: [], sections: [], vocals: [], moments: [], phrases: [] };
  const energy = { stepSeconds: 1, values: [0.5, 0.5, 0.5] };
  return { durationSeconds, tempo: null, ...lists, energy, loudness: null, ...heard };
}

/** A song in four four, its first half a verse and its second one a louder chorus. */
export function steadySong(
  durationSeconds: number,
  bpm: number,
  heard: Partial<SongAnalysis> = {},
): SongAnalysis {
  const middle = durationSeconds / 2;
  const calm = calmSong(durationSeconds, {
    sections: [
      { kind: 'verse', label: 'Verse 1', startSeconds: 0, endSeconds: middle, energy: 0.3 },
      { kind: 'chorus', label: 'Chorus 1', startSeconds: middle, endSeconds: durationSeconds, energy: 0.9 },
    ],
    ...heard,
  });
  return withTempo(calm, { bpm, beatsPerBar: 4, offsetSeconds: 0 });
}
