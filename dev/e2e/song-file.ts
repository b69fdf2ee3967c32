import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { songType } from '#dev/client/song-type.ts';

const run = promisify(execFile);

/** A file as a client has it in hand. */
export interface SongFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** Encoders by the ending of the file's name; Ogg holds Vorbis here. */
const ENCODERS: Readonly<Record<string, readonly string[]>> = {
  mp3: ['-c:a', 'libmp3lame', '-b:a', '96k'],
  ogg: ['-c:a', 'libvorbis'],
  wav: ['-c:a', 'pcm_s16le'],
  flac: ['-c:a', 'flac'],
};

/** Two tones over a beat, so that no one takes it for silence. */
const TONES = 'aevalsrc=exprs=0.2*sin(220*2*PI*t)+0.3*sin(60*2*PI*t)*exp(-8*mod(t\\,0.5)):s=44100';

/** Makes a song with FFmpeg. The ending of `name` decides how it is encoded. */
export async function makeSong(folder: string, name: string, seconds: number): Promise<SongFile> {
  const file = join(folder, name);
  const encoder = ENCODERS[name.split('.').at(-1) ?? ''];
  if (encoder === undefined) throw new Error(`no encoder for ${name}`);
  const input = ['-f', 'lavfi', '-i', `${TONES}:d=${seconds}`];
  await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...input, ...encoder, file]);
  return songFile(file);
}

/** Reads a file that is there. */
export async function songFile(file: string): Promise<SongFile> {
  return { name: basename(file), type: songType(file), bytes: await readFile(file) };
}
