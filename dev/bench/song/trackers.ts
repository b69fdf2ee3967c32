import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import aubio, { type Aubio } from 'aubiojs';
import { workContext } from '#container/testing/work-context.ts';
import { listenToSong } from '#container/work/listen-to-song.ts';
import type { SongAnalysis } from '#contracts/media-jobs/analyze-song.ts';
import { median } from '../stats.ts';
import type { Heard } from './score.ts';
import type { BenchSong } from './truth.ts';
import { monoWav } from './wav.ts';

/** Ours, the way the service goes: a WAV file through FFmpeg into the analysing process. */
export async function analyzeOurs({ pcm, rate }: BenchSong, folder: string): Promise<SongAnalysis> {
  await writeFile(join(folder, 'song'), monoWav(pcm, rate));
  const input = { name: 'song', demuxer: 'wav' };
  const { analysis } = await listenToSong(
    workContext(folder),
    { input, stream: 0, delaySeconds: 0, timeoutSeconds: 600 },
    () => {},
  );
  return analysis;
}

export function heardByOurs({ tempo, beats, downbeats }: SongAnalysis): Heard {
  return { bpm: tempo?.bpm ?? null, beats, downbeats: downbeats.flatMap((index) => beats[index] ?? []) };
}

/** Made once: each one listens for what the process does not catch. */
let library: Promise<Aubio> | undefined;
/** The sizes that aubio's own programs use. */
const [WINDOW, HOP] = [1024, 512];

/**
 * aubio's beat tracker as it is meant to be used: hop by hop, each beat at the fraction of the hop that `do` answers.
 * Its tempo is that of its beats (the median), which is right more often than the last word of `getBpm`.
 */
export async function hearByAubio({ pcm, rate }: BenchSong): Promise<Heard> {
  library ??= aubio();
  const { Tempo } = await library;
  const tempo = new Tempo(WINDOW, HOP, rate);
  const beats: number[] = [];
  for (let start = 0; start + HOP <= pcm.length; start += HOP) {
    const within = tempo.do(pcm.subarray(start, start + HOP));
    if (within !== 0) beats.push((start + within * HOP) / rate);
  }
  const gaps = beats.slice(1).map((beat, i) => beat - (beats[i] ?? 0));
  return { bpm: gaps.length > 0 ? 60 / median(gaps) : null, beats, downbeats: null };
}
