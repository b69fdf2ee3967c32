import { fetchHeld, type HeldInput, type HeldMemory, holdFile } from '#container/files/fetch-held.ts';
import { placeOf } from '#container/files/made-here.ts';
import { MediaFailure } from '#container/media-failure.ts';
import { readSegmentIndex, type SegmentIndex } from '#container/mp4/segment-index.ts';
import type { WorkContext } from './context.ts';

/** A fetched segment; its number in the film begins with 1. */
export interface OpenSegment {
  number: number;
  index: SegmentIndex;
  held: HeldInput;
}

/** Fetches a segment, unless it was made here, and reads its index. Throws `input-wrong-kind` for what is no segment. */
export async function openSegment(
  context: WorkContext,
  url: string,
  number: number,
  memory: HeldMemory,
): Promise<OpenSegment> {
  const held =
    (await openMade(context, url, memory)) ??
    (await fetchHeld(context, url, `segment-${number}.mp4`, memory));
  const index = await readSegmentIndex(held.source);
  if (index !== undefined) return { number, index, held };
  await held.discard();
  throw new MediaFailure('input-wrong-kind', `Segment ${number} was not made to be joined.`);
}

async function openMade(
  { made }: WorkContext,
  url: string,
  memory: HeldMemory,
): Promise<HeldInput | undefined> {
  const kept = await made.open(placeOf(url));
  return kept && holdFile(kept.file, kept.sizeBytes, memory);
}

/**
 * Throws `qc-failed` where a segment is unlike the first (FFmpeg would join them without complaint into a film that
 * plays wrong), or has not the frames that it is said to have.
 */
export function refuseUnlike(first: SegmentIndex, { number, index }: OpenSegment, frames: number): void {
  if (!areAlike(first, index)) {
    throw new MediaFailure(
      'qc-failed',
      `The segments are not alike (from segment ${number} on); conform them again.`,
    );
  }
  if (index.frames !== frames) {
    throw new MediaFailure('qc-failed', `Segment ${number} has ${index.frames} frames instead of ${frames}.`);
  }
}

/** True where one decoder, set up once, decodes both: codec, size, parameter sets and clock are the same. */
function areAlike(one: SegmentIndex, other: SegmentIndex): boolean {
  return (
    one.ticksPerFrame === other.ticksPerFrame &&
    one.track.timescale === other.track.timescale &&
    one.setup.equals(other.setup)
  );
}
