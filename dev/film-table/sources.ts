/** The clips and stills that the films of the table are made of: every kind of file that a scene may get. */
import { writeFile } from 'node:fs/promises';
import { FAST_H264, type MediaFolder, turnedClockwise } from '#container/testing/make-media.ts';
import { CELLS, cellsOf, DARK, groundLuma, LIGHT, MOST_FRAMES, MOST_SOURCES, markerPlace } from './marker.ts';

const H264 = [...FAST_H264, '-qp', '4'];
const DEEP = ['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '4', '-pix_fmt', 'yuv420p10le'];
const hdr = (transfer: string) => [
  ...DEEP,
  ...['-color_primaries', 'bt2020', '-color_trc', transfer, '-colorspace', 'bt2020nc'],
];
const SOUND = ['-f', 'lavfi', '-i', 'sine=frequency=300:duration=2'];

export interface SourceFile {
  readonly file: string;
  /** As displayed: upright, with square pixels. */
  readonly width: number;
  readonly height: number;
  /** Frames per second; absent for a still. */
  readonly rate?: readonly [numerator: number, denominator: number];
  readonly frames: number;
  /** Arguments behind the drawn pictures. */
  readonly args: readonly string[];
  /** Further inputs of FFmpeg before the drawn pictures, such as sound. */
  readonly before?: readonly string[];
  /** Degrees clockwise by which players are told to turn it. */
  readonly turn?: 90 | 180 | 270;
  /** Starts of its frames in seconds, where they are not even. */
  readonly times?: (frame: number) => number;
  /** Its lights are bent on the way to SDR: greys are then compared with each other only. */
  readonly isHdr?: boolean;
}

/** Eight frames at 24 fps, then four at 12 fps, over and over. */
const unevenTimes = (frame: number) =>
  (Math.floor(frame / 12) * 16 + Math.min(frame % 12, 8) + 2 * Math.max(0, (frame % 12) - 8)) / 24;

const clip = (
  file: string,
  size: string,
  rate: string,
  frames: number,
  args: readonly string[] = H264,
  more: Partial<SourceFile> = {},
): SourceFile => {
  const [width = 0, height = 0] = size.split('x').map(Number);
  const [numerator = 0, denominator = 1] = rate.split('/').map(Number);
  return { file, width, height, rate: [numerator, denominator], frames, args, ...more };
};
const still = (file: string, width: number, height: number, args: readonly string[] = []): SourceFile => ({
  file,
  width,
  height,
  frames: 1,
  args,
});

export const SOURCES = {
  wide24: clip('wide24.mp4', '320x180', '24', 60),
  wide23976: clip('wide23976.mp4', '256x144', '24000/1001', 60),
  wide25: clip('wide25.mp4', '320x180', '25', 64),
  wide2997: clip('wide2997.mp4', '320x180', '30000/1001', 75),
  wide30: clip('wide30.mp4', '320x180', '30', 75),
  wide50: clip('wide50.mp4', '320x180', '50', 120, ['-c:v', 'libx264', '-bf', '3', '-qp', '4']),
  wide5994: clip('wide5994.mp4', '256x144', '60000/1001', 125),
  wide60: clip('wide60.mov', '256x144', '60', 125),
  slow15: clip('slow15.webm', '160x90', '15', 40, [
    ...['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-crf', '8', '-b:v', '0'],
  ]),
  uneven: clip('uneven.mkv', '320x180', '24', 45, H264, { times: unevenTimes }),
  odd: clip('odd.mkv', '641x361', '24', 45, ['-pix_fmt', 'yuv420p', '-c:v', 'ffv1']),
  upright: clip('upright.mp4', '180x320', '30', 75),
  square: clip('square.mp4', '240x240', '24', 60),
  cinema: clip('cinema.mp4', '384x160', '24', 60),
  fourThirds: clip('four-thirds.mov', '320x240', '30000/1001', 60, [
    ...['-c:v', 'prores_ks', '-pix_fmt', 'yuv422p10le', '-threads', '2'],
  ]),
  anamorphic: clip('anamorphic.mp4', '512x288', '25', 60, ['-vf', 'scale=352:288,setsar=16/11', ...H264]),
  uhd: clip('uhd.mp4', '3840x2160', '25', 24, [...FAST_H264, '-qp', '20']),
  phone90: clip('phone90.mp4', '180x320', '30', 70, H264, { turn: 90 }),
  phone180: clip('phone180.mp4', '320x180', '30000/1001', 70, H264, { turn: 180 }),
  phone270: clip('phone270.mp4', '180x320', '24', 60, H264, { turn: 270 }),
  full444: clip('full444.mp4', '320x180', '24', 50, ['-pix_fmt', 'yuv444p', '-c:v', 'libx264', '-qp', '4']),
  deep10: clip('deep10.mkv', '320x180', '24', 50, DEEP),
  pq: clip('pq.mp4', '320x180', '24', 50, hdr('smpte2084'), { isHdr: true }),
  hlg: clip('hlg.mp4', '320x180', '25', 50, hdr('arib-std-b67'), { isHdr: true }),
  short: clip('short.mp4', '320x180', '24', 14),
  single: clip('single.mp4', '320x180', '24', 1),
  long: clip('long.mp4', '160x90', '15', 110),
  sounding: clip('sounding.mp4', '320x180', '30', 50, [...H264, '-c:a', 'aac'], { before: SOUND }),
  png: still('still.png', 400, 300),
  jpeg: still('still.jpg', 320, 180, ['-q:v', '2', '-pix_fmt', 'yuvj420p']),
  webp: still('still.webp', 270, 360, ['-c:v', 'libwebp', '-quality', '95']),
} satisfies Record<string, SourceFile>;
export type SourceName = keyof typeof SOURCES;

const NAMES = Object.keys(SOURCES);
if (NAMES.length > MOST_SOURCES) throw new RangeError('more sources than a marker can name');

/** The number that a source's marker tells. */
export function sourceNumber(name: SourceName): number {
  return NAMES.indexOf(name);
}

/** A source, whatever it is. */
export function sourceFile(name: SourceName): SourceFile {
  return SOURCES[name];
}

/** When a frame of a clip is first shown, in seconds from the clip's start. */
export function sourceTime({ rate, times }: SourceFile, frame: number): number {
  if (times) return times(frame);
  return rate ? (frame * rate[1]) / rate[0] : 0;
}

/** Length of a clip in seconds; of one that is uneven, up to the end of its last frame. */
export function sourceSeconds(source: SourceFile): number {
  return sourceTime(source, source.frames);
}

/** Draws a source and answers its bytes. */
export async function makeSource(folder: MediaFolder, name: SourceName): Promise<Buffer> {
  const source = sourceFile(name);
  const { file, frames, rate = [25, 1], before = [], args, turn, times } = source;
  if (frames > MOST_FRAMES) throw new RangeError(`${name} has more frames than a marker can count`);
  const cells = folder.at(`${name}.yuv`);
  await writeFile(cells, Buffer.concat(Array.from({ length: frames }, (_, frame) => drawn(name, frame))));
  const given = args.indexOf('-vf');
  const filters = [
    ...drawing(name),
    ...(turn === undefined ? [] : [TURNED_BACK[turn]]),
    ...(times ? [`setpts='(floor(N/12)*16+min(mod(N,12),8)+2*max(0,mod(N,12)-8))/(24*TB)'`] : []),
    ...(given < 0 ? [] : [args[given + 1] ?? '']),
  ];
  const bytes = await folder.make(file, [
    ...before,
    ...['-f', 'rawvideo', '-pixel_format', 'yuv444p', '-video_size', `${CELLS}x${CELLS}`],
    ...['-framerate', rate.join('/'), '-i', cells, '-vf', filters.join(',')],
    ...(times ? ['-vsync', 'vfr', '-enc_time_base', '1:1000'] : []),
    ...args.filter((_, at) => given < 0 || (at !== given && at !== given + 1)),
  ]);
  return turn === undefined ? bytes : turnedClockwise(bytes, turn);
}

/** What undoes a player's turning. */
const TURNED_BACK = { 90: 'transpose=cclock', 180: 'hflip,vflip', 270: 'transpose=clock' } as const;

/** A marker with a pixel for each cell, as raw yuv444p. */
function drawn(name: SourceName, frame: number): Buffer {
  const lumas = cellsOf({ source: sourceNumber(name), frame }).map((isLight) => (isLight ? LIGHT : DARK));
  return Buffer.concat([Buffer.from(lumas), Buffer.alloc(2 * CELLS * CELLS, 128)]);
}

/** Filters that lay a marker into the middle of its source's ground. */
function drawing(name: SourceName): string[] {
  const { width, height } = sourceFile(name);
  const { side, x, y } = markerPlace({ width, height });
  const grey = Math.round(((groundLuma(sourceNumber(name)) - 16) * 255) / 219);
  const hex = grey.toString(16).padStart(2, '0');
  return [`scale=${side}:${side}:flags=neighbor`, `pad=${width}:${height}:${x}:${y}:0x${hex}${hex}${hex}`];
}
