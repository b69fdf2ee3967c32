import { box, boxesIn, fullBox, u32 } from './boxes.ts';
import { readIndex } from './read-index.ts';
import type { Track } from './read-track.ts';

/** A segment that may be joined: one track of pictures in the order of their times, all of the same length. */
export interface SegmentIndex {
  track: Track;
  /** The one sample description (an `stsd` box) without its bit rate: what a decoder is set up with. */
  setup: Buffer;
  frames: number;
  ticksPerFrame: number;
  fileBytes: number;
}

/** Reads a segment's index; undefined where the file was not made to be joined. */
export async function readSegmentIndex(path: string): Promise<SegmentIndex | undefined> {
  const index = await readIndex(path);
  const track = index?.tracks.find(({ handler }) => handler === 'vide');
  if (index === undefined || track === undefined || index.tracks.length > 1) return undefined;
  const ticksPerFrame = track.durations[0]?.value ?? 0;
  const isEven = track.durations.every(({ value }) => value === ticksPerFrame);
  const inOrder = track.shift === 0 && track.delays.every(({ value }) => value === 0);
  const setup = setupOf(track.descriptions);
  // A segment of one frame has no list of keyframes, because all of its frames are.
  const startsWithKeyframe = track.keyframes === null || track.keyframes[0] === 1;
  if (!isEven || !inOrder || !startsWithKeyframe || setup === undefined) return undefined;
  return { track, setup, frames: track.sizes.length, ticksPerFrame, fileBytes: index.fileBytes };
}

/** Size of a visual sample entry's own fields (ISO/IEC 14496-12 12.1.3), before the boxes in it. */
const VISUAL_ENTRY_BYTES = 78;

function setupOf(descriptions: Buffer): Buffer | undefined {
  const [entry, ...more] = boxesIn(descriptions, 16);
  if (entry?.type !== 'avc1' || more.length > 0) return undefined;
  const inside = entry.body + VISUAL_ENTRY_BYTES;
  const kept = boxesIn(descriptions, inside, entry.end)
    .filter(({ type }) => type !== 'btrt')
    .map(({ body, end }) => descriptions.subarray(body - 8, end));
  const fields = descriptions.subarray(entry.body, inside);
  return fullBox('stsd', 0, u32(1), box('avc1', fields, ...kept));
}
