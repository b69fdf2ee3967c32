import { execFile } from 'node:child_process';
import { extname } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);
const QUIET = ['-hide_banner', '-nostdin', '-loglevel', 'error'];

/** Encoder arguments by file extension; `+bitexact` keeps dates and versions out of the files. */
const ENCODERS: Readonly<Record<string, readonly string[]>> = {
  '.mp3': ['-c:a', 'libmp3lame', '-b:a', '160k', '-write_xing', '1', '-id3v2_version', '3'],
  '.wav': ['-c:a', 'pcm_s16le'],
  '.ogg': ['-c:a', 'libvorbis', '-q:a', '5'],
  '.m4a': ['-c:a', 'aac', '-b:a', '160k', '-movflags', '+faststart'],
  '.flac': ['-c:a', 'flac', '-compression_level', '8'],
};

/** Whether the extension of `path` names a format that can be written. */
export function isWritable(path: string): boolean {
  return extname(path).toLowerCase() in ENCODERS;
}

/** Encodes a WAV file by the extension of `out` (mp3, wav, ogg, m4a or flac), with title and artist as tags. */
export async function encode(
  wav: string,
  out: string,
  tags: { title: string; artist: string },
): Promise<void> {
  const encoder = ENCODERS[extname(out).toLowerCase()];
  if (!encoder) throw new Error(`Cannot write ${out}: use ${Object.keys(ENCODERS).join(' ')}`);
  const metadata = ['-metadata', `title=${tags.title}`, '-metadata', `artist=${tags.artist}`];
  const exact = ['-map_metadata', '-1', '-fflags', '+bitexact', '-flags:a', '+bitexact'];
  await run('ffmpeg', [...QUIET, '-y', '-i', wav, ...exact, ...encoder, ...metadata, out]);
}

/** Integrated loudness in LUFS and true peak in dBFS of a file (EBU R 128). */
export async function measureLoudness(path: string): Promise<{ integrated: number; truePeak: number }> {
  const filter = ['-af', 'ebur128=peak=true:framelog=verbose', '-f', 'null', '-'];
  const { stderr } = await run('ffmpeg', ['-hide_banner', '-nostdin', '-nostats', '-i', path, ...filter]);
  const summary = stderr.slice(stderr.lastIndexOf('Summary:'));
  const number = (label: RegExp): number => z.coerce.number().parse(label.exec(summary)?.[1]);
  return { integrated: number(/I:\s+(-?[\d.]+) LUFS/), truePeak: number(/Peak:\s+(-?[\d.]+) dBFS/) };
}

const probed = z.object({ format: z.object({ duration: z.coerce.number().positive() }) });

/** What ffprobe calls the duration of a file, in seconds. */
export async function probeDuration(path: string): Promise<number> {
  const show = ['-v', 'error', '-show_entries', 'format=duration', '-of', 'json'];
  const { stdout } = await run('ffprobe', [...show, path]);
  return probed.parse(JSON.parse(stdout)).format.duration;
}
