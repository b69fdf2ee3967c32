import { box, foreignReferences, rewriteBox, tablePath, withFigure } from './boxes.ts';
import type { Bait, NastyFile } from './nasty-file.ts';

/** Makes a file with FFmpeg and answers its bytes. */
export type Make = (name: string, args: readonly string[]) => Promise<Buffer>;

const MOVING = (size: string, seconds: number) => [
  ...['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=24:duration=${seconds}`],
];
const H264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-bf', '0', '-g', '12'];
/** So that a file depends on nothing but its recipe. */
const PLAIN = ['-threads', '1', '-fflags', '+bitexact', '-flags:v', '+bitexact', '-flags:a', '+bitexact'];
const SINE = ['-f', 'lavfi', '-i', 'sine=frequency=330:duration=2'];

/** Clips and songs that only an encoder can make, whole and then broken. */
export async function clipFiles(make: Make, bait: Bait): Promise<NastyFile[]> {
  const encode = (name: string, args: readonly string[]) => make(name, [...args, ...PLAIN]);
  const whole = await encode('whole.mp4', [...MOVING('64x48', 2), ...H264]);
  const streamable = await encode('streamable.mp4', [
    ...[...MOVING('64x48', 2), ...H264],
    ...['-movflags', '+faststart'],
  ]);
  const flash = await encode('whole.flv', [...MOVING('64x48', 2), ...H264, '-f', 'flv']);
  const avi = await encode('whole.avi', [...MOVING('64x48', 1), '-c:v', 'mjpeg', '-q:v', '5']);
  const tracks = Array.from({ length: 40 }, () => ['-map', '0:v']).flat();
  const surround = [
    '-f',
    'lavfi',
    '-i',
    'anoisesrc=d=2:a=0.1:seed=1',
    '-af',
    'pan=5.1|FL=c0|FR=c0|FC=c0|LFE=c0|BL=c0|BR=c0',
  ];

  const clips: Readonly<Record<string, Buffer>> = {
    'index-lost.mp4': whole.subarray(0, Math.floor(whole.length * 0.6)),
    'data-cut.mp4': streamable.subarray(0, Math.floor(streamable.length * 0.5)),
    'one-frame.mp4': await encode('one-frame.mp4', [...MOVING('64x48', 1), ...H264, '-frames:v', '1']),
    'odd-size.mp4': await encode('odd-size.mp4', [
      ...['-f', 'lavfi', '-i', 'testsrc=size=641x361:rate=24:duration=1'],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv444p'],
    ]),
    'times-go-back.flv': retimed(flash, (index) =>
      index % 2 === 0 ? index * 40 : Math.max(0, index * 40 - 500),
    ),
    'times-before-zero.flv': retimed(flash, (index) => index * 40 - 100_000),
    'times-jump-days.flv': retimed(flash, (index) => index * 40 + (index > 20 ? 20 * 24 * 3_600_000 : 0)),
    'one-frame-for-hours.mp4': rewriteBox(whole, tablePath('stts'), (content) =>
      withFigure(content, 12, 0x7fffffff),
    ),
    'samples-without-end.mp4': rewriteBox(whole, tablePath('stsz'), (content) =>
      withFigure(content, 8, 0x7ffffff0),
    ),
    'data-elsewhere.mp4': rewriteBox(whole, ['moov', 'trak', 'mdia', 'minf', 'dinf', 'dref'], () =>
      foreignReferences(bait.file),
    ),
    'deep-boxes.mp4': Buffer.concat([whole.subarray(0, whole.readUInt32BE(0)), nested(20_000)]),
    'forty-tracks.mp4': await encode('forty-tracks.mp4', [...MOVING('16x16', 1), ...tracks, ...H264]),
    'billion-frames-by-header.avi': claimingFrames(avi, 1_000_000_000),
  };
  const songs: Readonly<Record<string, Buffer>> = {
    'a-silent-clip.mp3': whole,
    'surround.m4a': await encode('surround.m4a', [...surround, '-c:a', 'aac']),
    'surround.flac': await encode('surround.flac', [...surround, '-c:a', 'flac']),
    'half-a-song.m4a': (
      await encode('song.m4a', [...SINE, '-c:a', 'aac', '-movflags', '+faststart'])
    ).subarray(0, 9_000),
  };
  return [
    ...Object.entries(clips).map(([name, bytes]): NastyFile => ({ name, role: 'clip', bytes })),
    ...Object.entries(songs).map(([name, bytes]): NastyFile => ({ name, role: 'song', bytes })),
  ];
}

/** An FLV with other times, in milliseconds, for its packets of picture (Adobe's specification, E.4.1). */
function retimed(flv: Buffer, timeOf: (index: number) => number): Buffer {
  const changed = Buffer.from(flv);
  let index = 0;
  for (let at = 13; at + 11 <= changed.length; at += 15 + changed.readUIntBE(at + 1, 3)) {
    if (changed[at] !== 9) continue;
    const time = timeOf(index) >>> 0;
    changed.writeUIntBE(time & 0xffffff, at + 4, 3);
    changed[at + 7] = time >>> 24;
    index += 1;
  }
  return changed;
}

function nested(depth: number): Buffer {
  const bytes = Buffer.alloc(depth * 8);
  for (let level = 0; level < depth; level += 1) {
    bytes.writeUInt32BE((depth - level) * 8, level * 8);
    bytes.write(level % 2 === 0 ? 'moov' : 'trak', level * 8 + 4, 'latin1');
  }
  return Buffer.concat([bytes, box('free')]);
}

/** The main header's and the stream header's counts of frames. */
function claimingFrames(avi: Buffer, frames: number): Buffer {
  const changed = Buffer.from(avi);
  changed.writeUInt32LE(frames, changed.indexOf('avih', 0, 'latin1') + 8 + 16);
  changed.writeUInt32LE(frames, changed.indexOf('strh', 0, 'latin1') + 8 + 32);
  return changed;
}
