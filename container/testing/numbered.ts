import { writeFile } from 'node:fs/promises';
import type { MediaFolder } from './make-media.ts';

/** Luma of frame 0, and how much brighter each next one is: far enough apart to be told after any encoding. */
const [FIRST, STEP] = [30, 5];

/**
 * FFmpeg's input arguments for a clip in which every frame is one grey that tells its number, whatever is done to its
 * size, shape, rate and colours afterwards.
 */
export async function numbered(
  folder: MediaFolder,
  frames: number,
  size: string,
  rate: string,
  from = 0,
): Promise<string[]> {
  const [width = 0, height = 0] = size.split('x').map(Number);
  const luma = width * height;
  const chroma = 2 * Math.ceil(width / 2) * Math.ceil(height / 2);
  const pictures = Array.from({ length: frames }, (_, frame) =>
    Buffer.concat([Buffer.alloc(luma, FIRST + STEP * (from + frame)), Buffer.alloc(chroma, 128)]),
  );
  const path = folder.at(`numbered-${size}-${frames}-${from}.yuv`);
  await writeFile(path, Buffer.concat(pictures));
  return ['-f', 'rawvideo', '-pixel_format', 'yuv420p', '-video_size', size, '-framerate', rate, '-i', path];
}

/** Luma of the middle of each frame of a file in the folder. */
export async function lumas(folder: MediaFolder, name: string): Promise<number[]> {
  const middle = 'format=yuv420p,extractplanes=y,crop=8:8';
  const raw = await folder.ask('ffmpeg', ['-i', name, '-vf', middle, '-f', 'rawvideo', '-']);
  return Array.from({ length: raw.length / 64 }, (_, frame) => {
    const pixels = raw.subarray(frame * 64, (frame + 1) * 64);
    return pixels.reduce((sum, value) => sum + value, 0) / 64;
  });
}

/** The luma of a numbered frame. */
export function lumaOf(number: number): number {
  return FIRST + STEP * number;
}

/** The number that each frame of a file tells. */
export async function numbers(folder: MediaFolder, name: string): Promise<number[]> {
  return (await lumas(folder, name)).map((luma) => Math.max(0, Math.round((luma - FIRST) / STEP)));
}
