import { box, boxesIn, fullBox, u32 } from './boxes.ts';
import type { ByteSource } from './byte-source.ts';
import { readIndexOf } from './read-index.ts';
import type { Track } from './read-track.ts';

/** A segment that may be joined: one track of pictures in the order of their times, all of the same length. */
export interface SegmentIndex {
  track: Track;
  /** The one sample description (an `stsd` box) without its bit rate: what a decoder is set up with. */
  setup: Buffer;
  frames: number;
  ticksPerFrame: number;
  /** Where its frames lie, one behind the other. */
  media: { from: number; to: number };
}

/** Reads a segment's index; undefined where the file was not made to be joined. */
export async function readSegmentIndex(source: ByteSource): Promise<SegmentIndex | undefined> {
  const index = await readIndexOf(source);
  const track = index?.tracks.find(({ handler }) => handler === 'vide');
  if (index === undefined || track === undefined || index.tracks.length > 1) return undefined;
  const ticksPerFrame = track.durations[0]?.value ?? 0;
  const isEven = track.durations.every(({ value }) => value === ticksPerFrame);
  const inOrder = track.shift === 0 && track.delays.every(({ value }) => value === 0);
  const setup = setupOf(track.descriptions);
  const startsWithKeyframe = areKeyframes(track.keyframes, track.sizes.length);
  const media = mediaOf(track, source.size);
  if (!isEven || ticksPerFrame <= 0 || !inOrder || !startsWithKeyframe) return undefined;
  if (setup === undefined || media === undefined) return undefined;
  return { track, setup, frames: track.sizes.length, ticksPerFrame, media };
}

/** Numbers of frames in order, from the first on. A segment of one frame has no list, because all of its frames are. */
function areKeyframes(keyframes: Track['keyframes'], frames: number): boolean {
  if (keyframes === null) return true;
  const inOrder = keyframes.every((frame, index) => frame > (keyframes[index - 1] ?? 0));
  return inOrder && keyframes[0] === 1 && (keyframes.at(-1) ?? 0) <= frames;
}

/** Undefined where the samples do not lie one behind the other, each of them within the file. */
function mediaOf({ chunks, sizes }: Track, fileSize: number): { from: number; to: number } | undefined {
  const [first] = chunks;
  if (first === undefined) return undefined;
  let [to, sample] = [first.offset, 0];
  for (const { offset, samples } of chunks) {
    if (offset !== to) return undefined;
    for (let index = 0; index < samples; index += 1) to += sizes[sample + index] ?? 0;
    sample += samples;
  }
  return to <= fileSize ? { from: first.offset, to } : undefined;
}

/** Size of a visual sample entry's own fields (ISO/IEC 14496-12 12.1.3), before the boxes in it. */
export const VISUAL_ENTRY_BYTES = 78;

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
