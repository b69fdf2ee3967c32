import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { forEachBounded } from '#container/files/bounded.ts';
import { FILM, type FilmPlan, type Shot } from './film-plan.ts';

const MAKE_SONG = fileURLToPath(new URL('../../song/make-long-song.ts', import.meta.url));
const STILLS = 6;

/** What a film is made of, as files of a folder. */
export interface Material {
  readonly folder: string;
  /** Names of the clips, by shot. */
  readonly clips: readonly string[];
  /** A clip that takes the place of the shot's in the middle. */
  readonly replacement: string;
  /** Lossless, so that it has to be encoded. */
  readonly song: string;
  /** Two seconds of 2160p in PQ and 10 bits. */
  readonly hdr: string;
}

const ffmpeg = (folder: string, args: readonly string[]) =>
  execa('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args], { cwd: folder });

/**
 * Draws clips that cost an encoder what real ones do (some 4 Mbit/s at this size): a camera that moves over fine
 * detail, light that changes, something that moves across, and a little grain.
 */
export async function makeMaterial(
  folder: string,
  { shots, seconds }: FilmPlan,
  wishes: { replaced: number; say: (text: string) => void },
): Promise<Material> {
  const { replaced, say } = wishes;
  say(`drawing ${shots.length} clips`);
  const never = new AbortController().signal;
  await forEachBounded(
    Array.from({ length: STILLS }, (_, still) => still),
    2,
    never,
    (still) => drawStill(folder, still),
  );
  const clips = shots.map((_, shot) => `clip-${shot}.mp4`);
  const replacement = 'replacement.mp4';
  const other = shots[replaced];
  const drawn = shots.map((shot, number) => ({ shot, number, name: clips[number] ?? '' }));
  if (other !== undefined) drawn.push({ shot: other, number: shots.length, name: replacement });
  await forEachBounded(drawn, 2, never, ({ shot, number, name }) => drawClip(folder, number, shot, name));
  say('making the song');
  await execa(process.execPath, [MAKE_SONG, String(seconds), join(folder, 'song.wav'), '--without-voice']);
  await drawHdr(folder, 'hdr.mp4');
  return { folder, clips, replacement, song: 'song.wav', hdr: 'hdr.mp4' };
}

export function bytesOf({ folder }: Material, name: string): Promise<Buffer> {
  return readFile(join(folder, name));
}

/** Larger than the picture: the camera has somewhere to go. */
async function drawStill(folder: string, still: number): Promise<void> {
  const source = [
    'mandelbrot=size=1600x900:rate=1:maxiter=150',
    'start_x=-0.743643887037158704752191506114774',
    'start_y=-0.131825904205311970493132056385139',
    `start_scale=0.0${still + 3}`,
  ].join(':');
  const encoding = ['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '8'];
  await ffmpeg(folder, [
    ...['-f', 'lavfi', '-i', source, '-frames:v', '1', '-vf', 'noise=alls=12,format=yuv420p'],
    ...[...encoding, `still-${still}.mp4`],
  ]);
}

async function drawClip(folder: string, number: number, shot: Shot, name: string): Promise<void> {
  const { clipRate: rate, clipSeconds } = shot;
  const { width, height } = FILM;
  const camera = [
    `crop=${width}:${height}`,
    `'(iw-ow)*(0.5+0.45*sin(n/${rate}*0.6+${number}))'`,
    `'(ih-oh)*(0.5+0.4*cos(n/${rate}*0.45+${number * 2}))'`,
  ].join(':');
  const light = `gradients=size=160x90:rate=${rate}:speed=0.02:seed=${number + 1}:nb_colors=4`;
  const graph = [
    `[0]loop=loop=-1:size=1,settb=1/${rate},setpts=N,fps=${rate},${camera},hue=h=${number * 37}[scene]`,
    `[1]format=yuv420p,scale=${width}:${height}:flags=fast_bilinear[light]`,
    '[scene][light]blend=all_mode=average:shortest=1[lit]',
    `[2]format=yuv420p[thing]`,
    `[lit][thing]overlay=x='mod(t*70+${number * 90},960)':y=${80 + ((number * 53) % 400)}:shortest=1,noise=c0s=2:c0f=t,format=yuv420p`,
  ].join(';');
  await ffmpeg(folder, [
    ...['-i', `still-${number % STILLS}.mp4`, '-f', 'lavfi', '-i', light],
    ...['-f', 'lavfi', '-i', `testsrc2=size=320x180:rate=${rate}`],
    ...['-filter_complex', graph, '-t', String(clipSeconds)],
    ...['-c:v', 'libx264', '-preset', 'superfast', '-crf', '20', '-threads', '1', name],
  ]);
}

/** What a phone or a camera delivers. */
async function drawHdr(folder: string, name: string): Promise<void> {
  const tags = 'colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc';
  await ffmpeg(folder, [
    ...['-f', 'lavfi', '-i', 'testsrc2=size=1280x720:rate=24:duration=2'],
    ...['-vf', 'scale=3840:2160:flags=fast_bilinear,format=yuv420p10le'],
    ...['-c:v', 'libx265', '-preset', 'ultrafast', '-crf', '22', '-tag:v', 'hvc1'],
    ...['-x265-params', `log-level=error:${tags}`, name],
  ]);
}
