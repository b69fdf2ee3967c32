import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { decodeSongArguments } from '#container/ffmpeg/arguments/decode-song.ts';
import { SAMPLE_RATE } from '#container/song/frames.ts';
import type { BenchSong } from './truth.ts';
import { monoWav } from './wav.ts';

const TIMED = fileURLToPath(new URL('./timed-analysis.ts', import.meta.url));

/** What one song costs, in seconds: of the processor (decoding and analysing), and on the clock (both side by side). */
export interface Cost {
  readonly decode: number;
  readonly analyze: number;
  readonly wall: number;
}

/** Analyses a song with FFmpeg and the analysing process as the service runs them, both started anew. */
export async function measureCost({ pcm, rate }: BenchSong, folder: string): Promise<Cost> {
  await writeFile(join(folder, 'song.wav'), monoWav(pcm, rate));
  const began = performance.now();
  const args = decodeSongArguments({ name: 'song.wav', demuxer: 'wav' }, 0, SAMPLE_RATE);
  const decoding = execa('ffmpeg', ['-benchmark', ...args], { cwd: folder, encoding: 'buffer' });
  const analyzing = decoding.pipe(process.execPath, [TIMED]);
  const [{ stderr: report }, { stderr: used }] = await Promise.all([decoding, analyzing]);
  const wall = (performance.now() - began) / 1000;
  const [, user, system] =
    /bench: utime=([\d.]+)s stime=([\d.]+)s/.exec(Buffer.from(report).toString()) ?? [];
  return { decode: Number(user) + Number(system), analyze: Number(used) / 1e6, wall };
}
