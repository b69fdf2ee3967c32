import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runFfmpeg } from '../drawing/ffmpeg.ts';
import { uniqueName } from '../random.ts';

/** What can be learned of an upload without ears. */
export interface AudioFacts {
  readonly durationSeconds: number;
  /** Mean volume below -60 dB. */
  readonly isSilent: boolean;
}

const SILENCE_DB = -60;

function clockSeconds(text: string): number {
  const [hours, minutes, seconds] = text.split(':').map(Number);
  return (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0);
}

/** Decodes the whole file for its real length and loudness; `undefined` when it cannot be decoded. */
export async function probeAudio(
  bytes: Buffer,
  extension: string,
  signal: AbortSignal,
): Promise<AudioFacts | undefined> {
  const file = join(tmpdir(), `omvee-sim-${uniqueName(12, 'lower')}.${extension}`);
  await writeFile(file, bytes);
  try {
    const args = ['-nostdin', '-hide_banner', '-protocol_whitelist', 'file,pipe', '-i', file];
    const { stderr } = await runFfmpeg(
      'ffmpeg',
      [...args, '-map', '0:a:0', '-af', 'volumedetect', '-f', 'null', '-'],
      { signal },
    );
    const times = [...stderr.matchAll(/time=(\d+:\d+:[\d.]+)/g)];
    const decoded = times.at(-1)?.[1];
    const samples = /n_samples: (\d+)/.exec(stderr)?.[1];
    const volume = /mean_volume: (-?[\d.]+|-inf) dB/.exec(stderr)?.[1];
    if (decoded === undefined || samples === '0') return undefined;
    return {
      durationSeconds: clockSeconds(decoded),
      isSilent: volume === '-inf' || Number(volume) < SILENCE_DB,
    };
  } catch (error) {
    if (signal.aborted) throw error;
    return undefined;
  } finally {
    await rm(file, { force: true });
  }
}
