import { type FileHandle, open } from 'node:fs/promises';
import { box, fullBox, UNITY_MATRIX, u32, u32List, u64, u64List } from './boxes.ts';
import type { SegmentIndex } from './segment-index.ts';

const COPY_BYTES = 4 * 1024 ** 2;

/**
 * Joins segments into one file with pictures only: their bytes one behind the other, and one index over all. FFmpeg's
 * concat demuxer would open every segment as an unknown file and decode its first frames: 30 ms each.
 *
 * The segments must be alike: same set-up, same clock.
 */
export async function joinSegments(
  segments: readonly { path: string; index: SegmentIndex }[],
  size: { width: number; height: number },
  into: string,
): Promise<void> {
  const file = await open(into, 'w');
  try {
    const head = box('ftyp', Buffer.from('isom'), u32(0), Buffer.from('isommp42'));
    const media = segments.reduce((sum, { index }) => sum + index.fileBytes, 0);
    const start = Buffer.concat([head, u32(1), Buffer.from('mdat'), u64(media + 16)]);
    await file.writeFile(start);
    const bases: number[] = [];
    let at = start.length;
    for (const { path, index } of segments) {
      bases.push(at);
      await append(file, path);
      at += index.fileBytes;
    }
    await file.writeFile(
      indexOf(
        segments.map(({ index }) => index),
        bases,
        size,
      ),
    );
  } finally {
    await file.close();
  }
}

async function append(to: FileHandle, path: string): Promise<void> {
  const from = await open(path);
  try {
    const buffer = Buffer.allocUnsafe(COPY_BYTES);
    for (;;) {
      const { bytesRead } = await from.read(buffer, 0, COPY_BYTES);
      if (bytesRead === 0) return;
      await to.writeFile(buffer.subarray(0, bytesRead));
    }
  } finally {
    await from.close();
  }
}

/** The index (ISO/IEC 14496-12 8.2 to 8.7) of segments that lie at `bases`. */
function indexOf(
  segments: readonly SegmentIndex[],
  bases: readonly number[],
  { width, height }: { width: number; height: number },
): Buffer {
  const [first] = segments;
  if (first === undefined) throw new RangeError('nothing to join');
  const { timescale } = first.track;
  const frames = segments.reduce((sum, segment) => sum + segment.frames, 0);
  const ticks = frames * first.ticksPerFrame;
  const chunks = segments.flatMap(({ track }, segment) =>
    track.chunks.map(({ offset, samples }) => ({ offset: (bases[segment] ?? 0) + offset, samples })),
  );
  let before = 0;
  const keyframes = segments.flatMap(({ track, frames: count }) => {
    const own = (track.keyframes ?? Array.from(track.sizes, (_, frame) => frame + 1)).map(
      (keyframe) => keyframe + before,
    );
    before += count;
    return own;
  });
  const sizes = segments.flatMap(({ track }) => [...track.sizes]);
  const tables = box(
    'stbl',
    first.setup,
    fullBox('stts', 0, u32(1, frames, first.ticksPerFrame)),
    fullBox('stss', 0, u32(keyframes.length), u32List(keyframes)),
    fullBox(
      'stsc',
      0,
      u32(chunks.length),
      u32List(chunks.flatMap(({ samples }, index) => [index + 1, samples, 1])),
    ),
    fullBox('stsz', 0, u32(0, sizes.length), u32List(sizes)),
    fullBox('co64', 0, u32(chunks.length), u64List(chunks.map(({ offset }) => offset))),
  );
  const media = box(
    'mdia',
    fullBox('mdhd', 1 << 24, u64(0, 0), u32(timescale), u64(ticks), u32(0x55c40000)),
    fullBox('hdlr', 0, u32(0), Buffer.from('vide'), u32(0, 0, 0), Buffer.from([0])),
    box(
      'minf',
      fullBox('vmhd', 1, u32(0, 0)),
      box('dinf', fullBox('dref', 0, u32(1), fullBox('url ', 1))),
      tables,
    ),
  );
  const track = box(
    'trak',
    fullBox(
      'tkhd',
      (1 << 24) | 3,
      u64(0, 0),
      u32(1, 0),
      u64(ticks),
      u32(0, 0, 0, 0),
      UNITY_MATRIX,
      u32(width * 0x10000, height * 0x10000),
    ),
    media,
  );
  const header = fullBox(
    'mvhd',
    1 << 24,
    u64(0, 0),
    u32(timescale),
    u64(ticks),
    u32(0x10000, 0x1000000, 0, 0),
    UNITY_MATRIX,
    u32(0, 0, 0, 0, 0, 0, 2),
  );
  return box('moov', header, track);
}
