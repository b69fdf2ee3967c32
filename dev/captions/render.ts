import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { FrameRate } from '#contracts/media.ts';

const execute = promisify(execFile);

export interface Drawing {
  /** An ASS script. */
  readonly script: string;
  readonly width: number;
  readonly height: number;
  readonly frameRate: FrameRate;
  readonly frames: number;
  /** As FFmpeg names it. Captions are white, yellow and black. */
  readonly background?: string;
}

/** Frames as they were drawn, in 8-bit RGB, and what the renderer said about fonts. */
export interface Drawn {
  readonly frames: readonly Buffer[];
  readonly log: string;
}

/** The ground of measured drawings: neither of an edge, nor of a fill. */
export const GROUND = '0x204080';

/** Burns a script into a flat colour with FFmpeg, as the media service does into a picture. */
export async function drawScript(drawing: Drawing): Promise<Drawn> {
  return inFolder(async (folder) => {
    const { stdout, stderr } = await execute(
      'ffmpeg',
      [...drawingArguments(drawing), '-f', 'rawvideo', '-pix_fmt', 'rgb24', 'pipe:1'],
      { cwd: folder, encoding: 'buffer', maxBuffer: 2 ** 31 - 1 },
    );
    const size = drawing.width * drawing.height * 3;
    const frames = Array.from({ length: stdout.length / size }, (_, index) =>
      stdout.subarray(index * size, (index + 1) * size),
    );
    return { frames, log: stderr.toString('utf8') };
  }, drawing.script);
}

/** Writes one frame of a drawing as a PNG. */
export async function writePicture(drawing: Drawing, frame: number, path: string): Promise<void> {
  await inFolder(async (folder) => {
    const only = ['-ss', String((frame * drawing.frameRate.denominator) / drawing.frameRate.numerator)];
    await execute('ffmpeg', [...drawingArguments(drawing), ...only, '-frames:v', '1', '-update', '1', path], {
      cwd: folder,
    });
  }, drawing.script);
}

function drawingArguments({ width, height, frameRate, frames, background = GROUND }: Drawing): string[] {
  const rate = `${frameRate.numerator}/${frameRate.denominator}`;
  return [
    ...['-nostdin', '-hide_banner', '-v', 'info', '-y'],
    ...['-f', 'lavfi', '-i', `color=c=${background}:s=${width}x${height}:r=${rate},format=rgb24`],
    ...['-vf', 'ass=captions.ass', '-frames:v', String(frames)],
  ];
}

async function inFolder<T>(work: (folder: string) => Promise<T>, script: string): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'captions-'));
  try {
    await writeFile(join(folder, 'captions.ass'), script);
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Where anything was drawn: the smallest box around all pixels that are not of the ground; null where none are. */
export function drawnBox(frame: Buffer, width: number, ground: readonly number[]) {
  let box: { left: number; right: number; top: number; bottom: number } | null = null;
  for (let offset = 0, pixel = 0; offset < frame.length; offset += 3, pixel += 1) {
    const apart = ground.reduce(
      (sum, value, index) => sum + Math.abs(value - (frame[offset + index] ?? 0)),
      0,
    );
    if (apart <= 24) continue;
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    box =
      box === null
        ? { left: x, right: x, top: y, bottom: y }
        : {
            left: Math.min(box.left, x),
            right: Math.max(box.right, x),
            top: box.top,
            bottom: y,
          };
  }
  return box;
}
