import { basename, dirname } from 'node:path';
import { createRandom } from '../random.ts';
import { runFfmpeg } from './ffmpeg.ts';
import type { Size } from './image-size.ts';
import { LIGHTS_SIZE } from './lights.ts';

export interface ClipOptions {
  readonly prompt: string;
  readonly seed: number;
  readonly size: Size;
  readonly frames: number;
  readonly framesPerSecond: number;
  readonly audio: boolean;
  /** A file of drifting lights, raw RGBA. */
  readonly lights: string;
  readonly signal: AbortSignal;
}

/** Output size: the shorter side as asked for, the other from the shape, both multiples of 16. */
export function clipSize(shape: Size, shortSide: number): Size {
  const scale = shortSide / Math.min(shape.width, shape.height);
  const side = (length: number): number => Math.max(16, Math.round((length * scale) / 16) * 16);
  return { width: side(shape.width), height: side(shape.height) };
}

/**
 * Makes a clip that begins with exactly the start picture: a slow push towards a point of it, and lights that
 * drift in from one side. The still is scaled once; per frame only a bilinear resize and an overlay are left.
 */
export async function encodeClip(start: string, target: string, options: ClipOptions): Promise<void> {
  const { frames, framesPerSecond } = options;
  const { width, height } = options.size;
  const random = createRandom('clip', options.prompt, options.seed);
  const grow = `(1+${random.between(0.07, 0.16).toFixed(3)}*n/${frames})`;
  const fromLeft = random.chance(0.5);
  const speed = (width * random.between(0.5, 0.95)) / frames;
  const x = fromLeft ? `-w+n*${speed.toFixed(3)}` : `W-n*${speed.toFixed(3)}`;
  const still = `loop=-1:1:0,setpts=N/(${framesPerSecond}*TB),fps=${framesPerSecond}`;
  const graph = [
    `[0:v]scale=${width}:${height}:force_original_aspect_ratio=increase:flags=bicubic,crop=${width}:${height},` +
      `setsar=1,format=yuv420p,${still},` +
      `scale=w='2*trunc(${width / 2}*${grow})':h='2*trunc(${height / 2}*${grow})':eval=frame:flags=fast_bilinear,` +
      `crop=${width}:${height}:x='(iw-ow)*${random.between(0.15, 0.85).toFixed(3)}':y='(ih-oh)*${random.between(0.2, 0.8).toFixed(3)}'[scene]`,
    `[1:v]scale=${width}:${height}:flags=bilinear,format=yuva420p,${still}[lights]`,
    `[scene][lights]overlay=x='${x}':y='sin(n/40)*${Math.round(height / 30)}':eval=frame:format=yuv420[v]`,
  ].join(';');
  const seconds = frames / framesPerSecond;
  const sound = [
    ...['-f', 'lavfi', '-t', String(seconds)],
    '-i',
    'sine=frequency=196:sample_rate=44100,volume=0.05',
  ];
  await runFfmpeg(
    'ffmpeg',
    [
      ...['-v', 'error', '-y', '-filter_complex_threads', '1', '-threads', '1', '-i', start],
      ...[
        '-f',
        'rawvideo',
        '-pix_fmt',
        'rgba',
        '-s',
        `${LIGHTS_SIZE.width}x${LIGHTS_SIZE.height}`,
        '-i',
        options.lights,
      ],
      ...(options.audio ? sound : []),
      ...[
        '-filter_complex',
        graph,
        '-map',
        '[v]',
        ...(options.audio ? ['-map', '2:a', '-c:a', 'aac', '-b:a', '64k'] : []),
      ],
      ...['-frames:v', String(frames), '-r', String(framesPerSecond), '-threads', '1'],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '27', '-pix_fmt', 'yuv420p'],
      ...['-movflags', '+faststart', '-f', 'mp4', basename(target)],
    ],
    { signal: options.signal, cwd: dirname(target) },
  );
}
