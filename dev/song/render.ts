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

/** The limiter and LAME (5 % at this bit rate) turn the song down, so the level is corrected by what came out. */
const LEVELLING_PASSES = 3;

function limited({ left, right }: Stereo, gain: number): Stereo {
  const sound = { left: left.map((sample) => sample * gain), right: right.map((sample) => sample * gain) };
  limit(sound, CEILING);
  return sound;
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
    const mixed = await mix(song, options);
    let gain = 0.5 / peakOf(mixed);
    for (let pass = 1; ; pass += 1) {
      await writeFile(wav, encodeWav(limited(mixed, gain)));
      await encode(wav, out, { title: TITLE, artist: ARTIST });
      const loudness = await measureLoudness(out);
      if (pass === LEVELLING_PASSES) return { durationSeconds: await probeDuration(out), ...loudness };
      gain *= 10 ** ((TARGET_LUFS - loudness.integrated) / 20);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
