import { box, boxesIn, fullBox, UNITY_MATRIX, u32, u32List } from './boxes.ts';
import { chunkTables } from './chunk-tables.ts';
import type { Track } from './read-track.ts';
import { VISUAL_ENTRY_BYTES } from './segment-index.ts';
import type { trackNumbers } from './side-tracks.ts';

/** The pictures of a film: frames of one length, one set-up, no reordering. */
export interface Pictures {
  /** An `stsd` box with one description and no bit rate. */
  setup: Buffer;
  timescale: number;
  ticksPerFrame: number;
  sizes: Uint32Array;
  /** Numbers, from 1. */
  keyframes: readonly number[];
  chunks: Track['chunks'];
}

/** How long pictures are shown, in ticks of the film's clock; a started one counts. */
export function picturesDuration(
  { sizes, ticksPerFrame, timescale }: Pictures,
  filmTimescale: number,
): number {
  return Math.ceil((sizes.length * ticksPerFrame * filmTimescale) / timescale);
}

/**
 * The first track of a film (`trak`, ISO/IEC 14496-12 8.3), as FFmpeg writes it.
 *
 * @param film Its clock, and the numbers of its tracks.
 */
export function pictureTrack(
  pictures: Pictures,
  film: { timescale: number; isLarge: boolean; numbers: ReturnType<typeof trackNumbers> },
): Buffer {
  const { timescale, ticksPerFrame, sizes } = pictures;
  const { chapters } = film.numbers;
  const duration = picturesDuration(pictures, film.timescale);
  const { width, height } = sizeOf(pictures.setup);
  return box(
    'trak',
    fullBox(
      'tkhd',
      3,
      u32(0, 0, film.numbers.pictures, 0, duration, 0, 0, 0, 0),
      UNITY_MATRIX,
      u32(width * 0x10000, height * 0x10000),
    ),
    box('edts', fullBox('elst', 0, u32(1, duration, 0, 0x10000))),
    ...(chapters === undefined ? [] : [box('tref', box('chap', u32(chapters)))]),
    box(
      'mdia',
      fullBox('mdhd', 0, u32(0, 0, timescale, sizes.length * ticksPerFrame, 0x55c40000)),
      fullBox('hdlr', 0, u32(0), Buffer.from('vide'), u32(0, 0, 0), Buffer.from('VideoHandler\0')),
      box(
        'minf',
        fullBox('vmhd', 1, u32(0, 0)),
        box('dinf', fullBox('dref', 0, u32(1), fullBox('url ', 1))),
        sampleTable(pictures, film.isLarge),
      ),
    ),
  );
}

function sampleTable(pictures: Pictures, isLarge: boolean): Buffer {
  const { ticksPerFrame, sizes, keyframes } = pictures;
  return box(
    'stbl',
    withBitRate(pictures),
    fullBox('stts', 0, u32(1, sizes.length, ticksPerFrame)),
    // Without the list, all of them are.
    ...(keyframes.length < sizes.length
      ? [fullBox('stss', 0, u32(keyframes.length), u32List(keyframes))]
      : []),
    fullBox('stsz', 0, u32(0, sizes.length), u32List([...sizes])),
    ...chunkTables(pictures.chunks, isLarge),
  );
}

/** Where an entry of H.264 names its encoder (ISO/IEC 14496-12 12.1.3): a length and 31 bytes. */
const [NAME_AT, NAME_END] = [42, 74];

/** The sample description with the mean bit rate (`btrt`, 8.5.2), and without what the encoder of one segment was. */
function withBitRate({ setup, sizes, ticksPerFrame, timescale }: Pictures): Buffer {
  const [entry] = boxesIn(setup, 16);
  if (entry === undefined) throw new RangeError('no sample description');
  const bits = sizes.reduce((sum, size) => sum + size, 0) * 8;
  const rate = Math.min(0xffffffff, Math.floor((bits * timescale) / (sizes.length * ticksPerFrame)));
  const fields = Buffer.from(setup.subarray(entry.body, entry.end)).fill(0, NAME_AT, NAME_END);
  const description = box('avc1', fields, box('btrt', u32(0, rate, rate)));
  return fullBox('stsd', 0, u32(1), description);
}

function sizeOf(setup: Buffer): { width: number; height: number } {
  const [entry] = boxesIn(setup, 16);
  if (entry === undefined || entry.end - entry.body < VISUAL_ENTRY_BYTES) throw new RangeError('no picture');
  return { width: setup.readUInt16BE(entry.body + 24), height: setup.readUInt16BE(entry.body + 26) };
}
