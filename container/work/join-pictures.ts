import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sniffFile } from '#container/files/sniff.ts';
import { MediaFailure } from '#container/media-failure.ts';
import { joinSegments } from '#container/mp4/join-segments.ts';
import { readSegmentIndex, type SegmentIndex } from '#container/mp4/segment-index.ts';
import type { WorkContext } from './context.ts';

/** A fetched segment, and the frames that it is said to have. */
export interface OpenSegment {
  path: string;
  frames: number;
  index: SegmentIndex;
}

/**
 * Joins fetched segments into one file of pictures, and removes them. Throws `qc-failed` where segments are unlike
 * (FFmpeg would join them without complaint into a film that plays wrong) or have not the frames that they are said to
 * have.
 */
export async function joinPictures(
  segments: readonly OpenSegment[],
  size: { width: number; height: number },
  into: string,
  context: WorkContext,
): Promise<void> {
  const [first] = segments;
  for (const [number, { frames, index }] of segments.entries()) {
    if (first !== undefined && !areAlike(first.index, index)) {
      throw new MediaFailure(
        'qc-failed',
        `The segments are not alike (from segment ${number + 1} on); conform them again.`,
      );
    }
    if (index.frames !== frames) {
      throw new MediaFailure(
        'qc-failed',
        `Segment ${number + 1} has ${index.frames} frames instead of ${frames}.`,
      );
    }
  }
  await joinSegments(segments, size, join(context.folder, into));
  await Promise.all(segments.map(({ path }) => rm(path)));
}

/** Reads a segment's index. Throws `input-wrong-kind` for what is no segment; its number begins with 1. */
export async function readSegment(path: string, number: number): Promise<SegmentIndex> {
  const kind = await sniffFile(path, ['video']);
  const index = kind.demuxer === 'mov' ? await readSegmentIndex(path) : undefined;
  if (index === undefined) {
    throw new MediaFailure('input-wrong-kind', `Segment ${number} was not made to be joined.`);
  }
  return index;
}

/** True where one decoder, set up once, decodes both: codec, size, parameter sets and clock are the same. */
function areAlike(one: SegmentIndex, other: SegmentIndex): boolean {
  return (
    one.ticksPerFrame === other.ticksPerFrame &&
    one.track.timescale === other.track.timescale &&
    one.setup.equals(other.setup)
  );
}
