import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);

const Streams = z.object({
  streams: z.array(
    z.object({
      codec_type: z.string(),
      codec_name: z.string(),
      width: z.int().optional(),
      height: z.int().optional(),
      r_frame_rate: z.string().optional(),
      nb_read_frames: z.string().optional(),
    }),
  ),
});

/** What a film file really is, counted by FFmpeg and not taken from its header. */
export interface FilmFacts {
  readonly videoCodec: string | undefined;
  readonly audioCodec: string | undefined;
  readonly width: number | undefined;
  readonly height: number | undefined;
  /** As a fraction, `24/1`. */
  readonly frameRate: string | undefined;
  readonly frames: number;
}

/** Reads a film with ffprobe, counting its frames. */
export async function inspectFilm(file: string): Promise<FilmFacts> {
  const show = 'stream=codec_type,codec_name,width,height,r_frame_rate,nb_read_frames';
  const args = ['-v', 'error', '-count_frames', '-show_entries', show, '-of', 'json', file];
  const { stdout } = await run('ffprobe', args);
  const { streams } = Streams.parse(JSON.parse(stdout));
  const video = streams.find((stream) => stream.codec_type === 'video');
  const audio = streams.find((stream) => stream.codec_type === 'audio');
  return {
    videoCodec: video?.codec_name,
    audioCodec: audio?.codec_name,
    width: video?.width,
    height: video?.height,
    frameRate: video?.r_frame_rate,
    frames: Number(video?.nb_read_frames),
  };
}

/** Decodes all of a file. Throws at the first error in it, which `-xerror` makes one of FFmpeg's own. */
export async function decodeWhole(file: string): Promise<void> {
  const { stderr } = await run('ffmpeg', [
    '-nostdin',
    '-v',
    'error',
    '-xerror',
    '-i',
    file,
    '-f',
    'null',
    '-',
  ]);
  if (stderr !== '') throw new Error(stderr);
}

/** How many of the frames from `start` to before `end` differ from one another. */
export async function distinctFrames(file: string, start: number, end: number): Promise<number> {
  const filter = `select=between(n\\,${start}\\,${end - 1})`;
  const args = ['-nostdin', '-v', 'error', '-i', file, '-map', '0:v', '-vf', filter, '-vsync', 'passthrough'];
  const { stdout } = await run('ffmpeg', [...args, '-f', 'framemd5', '-']);
  const hashes = stdout.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Set(hashes.map((line) => line.split(',').at(-1))).size;
}
