/** Examples of what was heard in a song; see `projects.ts`. */

import { PROJECT_ID, SONG_ID, TIMES } from './ids.ts';
import { SONG } from './song.ts';

const TEMPO = { bpm: 108, confidence: 0.86, beatsPerBar: 4, offsetSeconds: 0.42 };

export const ANALYSIS = {
  id: '0198c0de-0000-7000-8000-000000000006',
  songId: SONG_ID,
  status: 'succeeded',
  tempo: { ...TEMPO, origin: 'measured' },
  beatCount: 362,
  sectionCount: 9,
  failure: null,
  ...TIMES,
};

/** A short one: its lists are those of a song of a few seconds. */
export const SONG_DETAIL = {
  ...SONG,
  durationSeconds: 6.2,
  analysis: { status: 'succeeded', failure: null },
  tempo: { ...TEMPO, origin: 'measured' },
  measuredTempo: TEMPO,
  beats: [0.42, 0.976, 1.531, 2.087, 2.642, 3.198, 3.753, 4.309, 4.864, 5.42, 5.976],
  downbeats: [0.42, 2.642, 4.864],
  sections: [
    { kind: 'intro', label: 'Intro', startSeconds: 0, endSeconds: 2.642, energy: 0.31 },
    { kind: 'chorus', label: 'Chorus', startSeconds: 2.642, endSeconds: 6.2, energy: 0.88 },
  ],
  vocals: [{ startSeconds: 2.7, endSeconds: 5.9 }],
  instrumentals: [
    { startSeconds: 0, endSeconds: 2.7 },
    { startSeconds: 5.9, endSeconds: 6.2 },
  ],
  loudness: { integratedLufs: -13.8, rangeLu: 4.2, truePeakDbtp: -0.9 },
  moments: [{ kind: 'drop', seconds: 2.642, strength: 0.9 }],
  phrases: [0, 2.7],
  energy: { stepSeconds: 0.5, values: [0.2, 0.3, 0.3, 0.4, 0.4, 0.8, 0.9, 0.9, 0.9, 0.9, 0.8, 0.7, 0.4] },
  waveformUrl: `/api/projects/${PROJECT_ID}/song/waveform`,
};
