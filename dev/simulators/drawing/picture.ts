import { writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { runFfmpeg } from './ffmpeg.ts';

/** Pixels that are painted; FFmpeg enlarges them to the size asked for. */
const PAINTED_PIXELS = 165_000;

export interface PictureOptions {
  readonly width: number;
  readonly height: number;
  readonly format: 'webp' | 'jpg' | 'png';
  /** A font file, or `undefined` for no caption. */
  readonly font: string | undefined;
  readonly caption: string;
  readonly signal: AbortSignal;
}

/** The size to paint a picture at. */
export function paintedSize(
  width: number,
  height: number,
): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, Math.sqrt(PAINTED_PIXELS / (width * height)));
  return { width: Math.max(16, Math.round(width * scale)), height: Math.max(16, Math.round(height * scale)) };
}

const ENCODERS = {
  webp: ['-c:v', 'libwebp', '-quality', '80', '-compression_level', '1', '-f', 'webp'],
  jpg: ['-c:v', 'mjpeg', '-q:v', '3', '-pix_fmt', 'yuvj420p', '-f', 'image2', '-update', '1'],
  png: ['-c:v', 'png', '-compression_level', '2', '-pix_fmt', 'rgb24', '-f', 'image2', '-update', '1'],
} as const;

/** Enlarges painted pixels, writes the caption on them and encodes them to `target`. */
export async function encodePicture(rgb: Uint8Array, target: string, options: PictureOptions): Promise<void> {
  const { width, height, font, caption } = options;
  const painted = paintedSize(width, height);
  const filters = [`scale=${width}:${height}:flags=bicubic`];
  if (font !== undefined && caption !== '') {
    // The text comes from a file beside the target: nothing in it can be read as filter syntax.
    await writeFile(`${target}.txt`, caption);
    const size = Math.max(12, Math.round(Math.min(width, height) / 34));
    filters.push(
      `drawtext=fontfile=${font}:textfile=${basename(target)}.txt:expansion=none:fontsize=${size}` +
        `:fontcolor=white@0.85:shadowcolor=black@0.6:shadowx=1:shadowy=1:x=w/10:y=h*0.86`,
    );
  }
  await runFfmpeg(
    'ffmpeg',
    [
      ...['-v', 'error', '-y', '-threads', '1', '-f', 'rawvideo', '-pix_fmt', 'rgb24'],
      ...['-s', `${painted.width}x${painted.height}`, '-i', 'pipe:0'],
      ...['-vf', filters.join(','), '-frames:v', '1', ...ENCODERS[options.format], basename(target)],
    ],
    { signal: options.signal, stdin: Buffer.from(rgb), cwd: dirname(target) },
  );
}
