import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Arrangement } from './arrangement.ts';
import { encode, measureLoudness, probeDuration } from './ffmpeg.ts';
import { type MixOptions, mix } from './mix.ts';
import type { Stereo } from './pcm.ts';
import { ARTIST, TITLE } from './score.ts';
import { limit } from './synth/limiter.ts';
import { encodeWav } from './wav.ts';

/** The loudness streaming services play at, and a ceiling that leaves room for the encoder's overshoot. */
const TARGET_LUFS = -14;
const CEILING = 10 ** (-2.2 / 20);

function scale({ left, right }: Stereo, gain: number): void {
  for (let i = 0; i < left.length; i += 1) {
    left[i] = (left[i] ?? 0) * gain;
    right[i] = (right[i] ?? 0) * gain;
  }
}

function peakOf({ left, right }: Stereo): number {
  let peak = 0;
  for (const channel of [left, right]) for (const sample of channel) peak = Math.max(peak, Math.abs(sample));
  return peak;
}

/** What a rendered file measures: seconds (ffprobe), LUFS and dBFS true peak (EBU R 128, after encoding). */
export type Rendered = { durationSeconds: number; integrated: number; truePeak: number };

/** Mixes, levels, limits and encodes a song into `out`; the PCM is the same on every run. */
export async function renderSong(song: Arrangement, out: string, options: MixOptions): Promise<Rendered> {
  const folder = await mkdtemp(join(tmpdir(), 'omvee-song-'));
  try {
    const wav = join(folder, 'song.wav');
    const sound = await mix(song, options);
    scale(sound, 0.5 / peakOf(sound));
    await writeFile(wav, encodeWav(sound));
    const { integrated } = await measureLoudness(wav);
    scale(sound, 10 ** ((TARGET_LUFS - integrated) / 20));
    limit(sound, CEILING);
    await writeFile(wav, encodeWav(sound));
    await encode(wav, out, { title: TITLE, artist: ARTIST });
    return { durationSeconds: await probeDuration(out), ...(await measureLoudness(out)) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
