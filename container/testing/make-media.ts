import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { crc32, deflateSync } from 'node:zlib';

const execute = promisify(execFile);

/** A folder of generated media, removed by `remove`. */
export class MediaFolder {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  static async open(): Promise<MediaFolder> {
    return new MediaFolder(await mkdtemp(join(tmpdir(), 'media-test-')));
  }

  at(name: string): string {
    return join(this.path, name);
  }

  /** Makes a file with FFmpeg and answers its bytes. */
  async make(name: string, args: readonly string[]): Promise<Buffer> {
    await execute('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args, this.at(name)]);
    return readFile(this.at(name));
  }

  /** Answers what a tool prints about a file. */
  async ask(tool: 'ffmpeg' | 'ffprobe', args: readonly string[]): Promise<Buffer> {
    const { stdout } = await execute(tool, ['-v', 'error', ...args], {
      encoding: 'buffer',
      maxBuffer: 64e6,
      cwd: this.path,
    });
    return stdout;
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }
}

/** A song: silence but for a 1 kHz tone of 20 ms in every second, from half a second on. */
export function clicks(seconds: number, rate = 44_100): string[] {
  const tone = '0.8*sin(2*PI*1000*t)*between(mod(t\\,1)\\,0.5\\,0.52)';
  return ['-f', 'lavfi', '-i', `aevalsrc=exprs='${tone}':s=${rate}:d=${seconds}`];
}

/** A moving picture. */
export function clip(size: string, rate: string, seconds: number): string[] {
  return ['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=${rate}:duration=${seconds}`];
}

export const FAST_H264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];

/** Seconds at which the first tone of decoded sound starts. */
export async function firstToneSeconds(folder: MediaFolder, name: string): Promise<number> {
  const raw = await folder.ask('ffmpeg', [
    '-i',
    name,
    '-map',
    '0:a:0',
    '-ac',
    '1',
    '-ar',
    '44100',
    '-f',
    's16le',
    '-',
  ]);
  const samples = Array.from({ length: Math.floor(raw.length / 2) }, (_, index) =>
    raw.readInt16LE(index * 2),
  );
  return samples.findIndex((sample) => Math.abs(sample) > 6_000) / 44_100;
}

/** The first two columns of a track header's matrix, row by row, for a clockwise turn. */
const TURNS = { 90: [0, 1, -1, 0], 180: [-1, 0, 0, -1], 270: [0, -1, 1, 0] } as const;

/**
 * Turns an MP4 for display clockwise, as phones do: by the matrix in its first track header
 * (ISO/IEC 14496-12 8.3.2). FFmpeg's own options for that changed their name and sense between versions.
 */
export function turnedClockwise(mp4: Buffer, degrees: keyof typeof TURNS = 90): Buffer {
  const turned = Buffer.from(mp4);
  const matrix = turned.indexOf('tkhd', 0, 'latin1') + 44;
  const [a, b, c, d] = TURNS[degrees];
  for (const [index, value] of [a, b, 0, c, d, 0, 0, 0].entries()) {
    turned.writeInt32BE(value * 0x10000, matrix + index * 4);
  }
  turned.writeInt32BE(0x40000000, matrix + 32);
  return turned;
}

/** A PNG of a few bytes whose header promises far more pixels than it holds. */
export function pngBomb(width: number, height: number): Buffer {
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  const header = Buffer.concat([size, Buffer.from([8, 2, 0, 0, 0])]);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const body = deflateSync(Buffer.alloc(1_000));
  return Buffer.concat([
    signature,
    pngChunk('IHDR', header),
    pngChunk('IDAT', body),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A chunk as PNG files have them. */
export function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
