import { crc32 } from 'node:zlib';
import type { ByteSource } from './byte-source.ts';
import type { SegmentIndex } from './segment-index.ts';

/** What an encoder gave for one frame, in the form of a byte stream (ISO/IEC 14496-10 annex B). */
interface ListedPacket {
  bytes: number;
  crc: number;
}

/** Reads the list of FFmpeg's `framehash` muxer, with CRC-32. */
export function readPacketList(text: string): ListedPacket[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, , , , bytes, crc = ''] = line.split(',', 6);
      return { bytes: Number(bytes), crc: Number.parseInt(crc, 16) };
    });
}

/** True where the segment's frames are, byte for byte, what the encoder gave. */
export async function holdsPackets(
  { track, media }: SegmentIndex,
  source: ByteSource,
  packets: readonly ListedPacket[],
): Promise<boolean> {
  if (packets.length !== track.sizes.length) return false;
  let at = media.from;
  for (const [frame, { bytes, crc }] of packets.entries()) {
    const end = at + (track.sizes[frame] ?? 0);
    const units = unitsOf(Buffer.concat(await source.slices(at, end)));
    if (units === undefined || !isByteStream(units, { bytes, crc })) return false;
    at = end;
  }
  return true;
}

const LENGTH_BYTES = 4;

/** The units of a sample, which have their lengths before them. Undefined where the lengths do not fit the sample. */
function unitsOf(sample: Buffer): Buffer[] | undefined {
  const units: Buffer[] = [];
  let at = 0;
  while (at < sample.length) {
    if (at + LENGTH_BYTES >= sample.length) return undefined;
    const start = at + LENGTH_BYTES;
    const end = start + sample.readUInt32BE(at);
    if (end === start || end > sample.length) return undefined;
    units.push(sample.subarray(start, end));
    at = end;
  }
  return units;
}

const [SHORT_START, LONG_START] = [Buffer.of(0, 0, 1), Buffer.of(0, 0, 0, 1)];
/** A frame of ours is one slice, the first of all with a message before it. */
const MOST_UNITS = 4;

/** True where the packet is these units, each with a start code before it, of which there are two lengths. */
function isByteStream(units: readonly Buffer[], packet: ListedPacket): boolean {
  if (units.length > MOST_UNITS) return false;
  return Array.from({ length: 2 ** units.length }, (_, choice) => choice).some((choice) => {
    const codes = units.map((_, number) => ((choice >> number) & 1 ? LONG_START : SHORT_START));
    const bytes = units.reduce((sum, unit, number) => sum + unit.length + (codes[number]?.length ?? 0), 0);
    if (bytes !== packet.bytes) return false;
    const crc = units.reduce((sum, unit, number) => crc32(unit, crc32(codes[number] ?? '', sum)), 0);
    return crc === packet.crc;
  });
}
