import { type Box, boxesIn, findBox } from './boxes.ts';

/** So many samples in a row with the same value, e.g. a duration in ticks. */
export interface Run {
  count: number;
  value: number;
}

/** A track of an MP4 file, from its tables (ISO/IEC 14496-12, 8.3 to 8.7). Times in ticks of its own clock. */
export interface Track {
  /** `vide`, `soun`, `sbtl`, `text`, … */
  handler: string;
  /** Ticks per second. */
  timescale: number;
  /** Offset of the track header's flags, whose last bit says that players show the track by themselves. */
  flagsAt: number;
  /** The sample descriptions, e.g. codec and parameter sets: the whole `stsd` box. */
  descriptions: Buffer;
  durations: Run[];
  /** Presentation time minus decoding time; empty where both are the same. */
  delays: Run[];
  /** What the edit list adds to every time: leading silence, minus what is cut off at the start. */
  shift: number;
  /** For how long nothing is shown or heard at first: the leading silence. */
  silence: number;
  /** Bytes of each sample. */
  sizes: Uint32Array;
  /** Numbers, from 1, of the samples that decoding can begin at; null means all of them. */
  keyframes: number[] | null;
  /** Where the samples lie: chunks in order, each with its offset in the file and its number of samples. */
  chunks: { offset: number; samples: number }[];
}

/** Reads one track's tables. Throws a RangeError where they are damaged. */
export function readTrack(bytes: Buffer, track: Box, movieTimescale: number): Track {
  const need = (...path: string[]) => {
    const found = findBox(bytes, path, track);
    if (found === undefined) throw new RangeError(`no ${path.at(-1)}`);
    return found;
  };
  const media = need('mdia', 'mdhd');
  const timescale = bytes.readUInt32BE(media.body + (bytes.readUInt8(media.body) === 1 ? 20 : 12));
  const handler = need('mdia', 'hdlr');
  const table = need('mdia', 'minf', 'stbl');
  const inTable = (type: string) => boxesIn(bytes, table.body, table.end).find((box) => box.type === type);
  const descriptions = need('mdia', 'minf', 'stbl', 'stsd');
  const sizes = readSizes(bytes, need('mdia', 'minf', 'stbl', 'stsz'));
  const edits = findBox(bytes, ['edts', 'elst'], track);
  return {
    handler: bytes.toString('latin1', handler.body + 8, handler.body + 12),
    timescale,
    flagsAt: need('tkhd').body,
    descriptions: bytes.subarray(descriptions.body - 8, descriptions.end),
    durations: readRuns(bytes, inTable('stts')),
    delays: readRuns(bytes, inTable('ctts')),
    ...(edits ? readEdits(bytes, edits, timescale / movieTimescale) : { shift: 0, silence: 0 }),
    sizes,
    keyframes: readKeyframes(bytes, inTable('stss')),
    chunks: readChunks(
      bytes,
      inTable('co64') ?? need('mdia', 'minf', 'stbl', 'stco'),
      need('mdia', 'minf', 'stbl', 'stsc'),
      sizes.length,
    ),
  };
}

function readRuns(bytes: Buffer, table: Box | undefined): Run[] {
  if (table === undefined) return [];
  return entriesOf(bytes, table, 8, (at) => ({
    count: bytes.readUInt32BE(at),
    // Version 0 of `ctts` is meant to be unsigned, and written signed all the same.
    value: bytes.readInt32BE(at + 4),
  }));
}

function readSizes(bytes: Buffer, table: Box): Uint32Array {
  const same = bytes.readUInt32BE(table.body + 4);
  const count = bytes.readUInt32BE(table.body + 8);
  if (same === 0 && count * 4 > table.end - table.body - 12) throw new RangeError('stsz is cut off');
  // 3 hours of uncompressed sound at 192 kHz.
  if (count > 2e9) throw new RangeError('too many samples');
  return same === 0
    ? Uint32Array.from({ length: count }, (_, index) => bytes.readUInt32BE(table.body + 12 + index * 4))
    : new Uint32Array(count).fill(same);
}

function readKeyframes(bytes: Buffer, table: Box | undefined): number[] | null {
  return table === undefined ? null : entriesOf(bytes, table, 4, (at) => bytes.readUInt32BE(at));
}

/** Leading empty edits delay a track; the first other one cuts off its start. There are no more in what we read. */
function readEdits(bytes: Buffer, table: Box, ticksPerMovieTick: number): Pick<Track, 'shift' | 'silence'> {
  const long = bytes.readUInt8(table.body) === 1;
  let empty = 0;
  const edits = entriesOf(bytes, table, long ? 20 : 12, (at) => ({
    duration: long ? Number(bytes.readBigUInt64BE(at)) : bytes.readUInt32BE(at),
    start: long ? Number(bytes.readBigInt64BE(at + 8)) : bytes.readInt32BE(at + 4),
  }));
  for (const { duration, start } of edits) {
    if (start >= 0) return { shift: Math.round(empty) - start, silence: Math.round(empty) };
    empty += duration * ticksPerMovieTick;
  }
  return { shift: Math.round(empty), silence: Math.round(empty) };
}

function readChunks(bytes: Buffer, offsets: Box, groups: Box, samples: number): Track['chunks'] {
  const long = offsets.type === 'co64';
  const places = entriesOf(bytes, offsets, long ? 8 : 4, (at) =>
    long ? Number(bytes.readBigUInt64BE(at)) : bytes.readUInt32BE(at),
  );
  const sizes = entriesOf(bytes, groups, 12, (at) => ({
    first: bytes.readUInt32BE(at),
    samples: bytes.readUInt32BE(at + 4),
  }));
  let group = 0;
  const chunks = places.map((offset, index) => {
    while ((sizes[group + 1]?.first ?? Number.POSITIVE_INFINITY) <= index + 1) group += 1;
    return { offset, samples: sizes[group]?.samples ?? 0 };
  });
  if (chunks.reduce((sum, chunk) => sum + chunk.samples, 0) !== samples)
    throw new RangeError('chunks and samples do not fit');
  return chunks;
}

/** The entries of a table that begins with version, flags and their number. */
function entriesOf<T>(bytes: Buffer, table: Box, size: number, read: (at: number) => T): T[] {
  const count = bytes.readUInt32BE(table.body + 4);
  if (count * size > table.end - table.body - 8) throw new RangeError(`${table.type} is cut off`);
  return Array.from({ length: count }, (_, index) => read(table.body + 8 + index * size));
}
