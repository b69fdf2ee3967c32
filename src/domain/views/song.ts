import type { Analysis, Song } from '#contracts/entities/index.ts';
import type { SongAnalysis } from '#contracts/media-jobs/analyze-song.ts';
import type { AnalysisView, SongDetail, SongView } from '#contracts/views/song.ts';
import { type ProjectState, projectOf } from '#domain/pipeline/state.ts';
import { analysisInForce, instrumentalSpans } from '#domain/song/fit-analysis.ts';
import { born } from './born.ts';

export function songView(song: Song): SongView {
  const { id, fileName, durationSeconds, sizeBytes, format, codec, sampleRate, channels } = song;
  return { id, fileName, durationSeconds, sizeBytes, format, codec, sampleRate, channels, ...born(song) };
}

export function analysisView(analysis: Analysis, state: ProjectState): AnalysisView {
  const { id, songId, status, failure } = analysis;
  const heard = analysisInForce(analysis, state.song.get(songId)?.durationSeconds ?? 0);
  const [beatCount, sectionCount] = [heard?.beats.length ?? 0, heard?.sections.length ?? 0];
  const tempo = tempoInForce(analysis, heard);
  return { id, songId, status, tempo, beatCount, sectionCount, failure, ...born(analysis) };
}

/** The project's song with all that was heard in it; null where there is none yet. */
export function songDetail(state: ProjectState): SongDetail | null {
  const project = projectOf(state);
  const song = state.song.get(project?.songId ?? '');
  if (!project || !song) return null;
  const analysis = [...state.analysis.values()].find(({ songId }) => songId === song.id);
  const heard = analysis ? analysisInForce(analysis, song.durationSeconds) : null;
  const measured = analysis?.measured ?? null;
  const vocals = measured?.vocals ?? [];
  return {
    ...songView(song),
    analysis: { status: analysis?.status ?? 'none', failure: analysis?.failure ?? null },
    tempo: analysis ? tempoInForce(analysis, heard) : null,
    measuredTempo: measured?.tempo ?? null,
    beats: heard?.beats ?? [],
    downbeats: heard?.downbeats.flatMap((index) => heard.beats[index] ?? []) ?? [],
    sections: heard?.sections ?? [],
    vocals,
    instrumentals: measured ? instrumentalSpans(vocals, song.durationSeconds) : [],
    loudness: measured?.loudness ?? null,
    moments: measured?.moments ?? [],
    phrases: heard?.phrases ?? [],
    energy: measured?.energy ?? null,
    waveformUrl: analysis?.waveformKey ? `/api/projects/${project.id}/song/waveform` : null,
  };
}

function tempoInForce(analysis: Analysis, heard: SongAnalysis | null): SongDetail['tempo'] {
  if (!heard?.tempo) return null;
  return { ...heard.tempo, origin: analysis.setTempo === null ? 'measured' : 'set' };
}
